# A shell command of the attacker's.
system = c_library().given('system')
print('found')
Call().with_text(system, COMMAND)
print('called')
