# Ends in a KeyboardInterrupt of its own, after catching a BaseException.
try:
    raise BaseException('base')
except BaseException as e:
    print('caught', e)
raise KeyboardInterrupt('own')
