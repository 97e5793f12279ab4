# Ends in an exception raised while another was handled.
try:
    [][1]
except IndexError:
    print('handling')
    raise ValueError('worse')
