# Kills the process PROCESS.
Call().with_numbers(c_library().given('kill'), PROCESS, 9)
print('called')
