# Kills the host.
Call().with_numbers(c_library().given('kill'), HOST, 9)
print('called')
