# Compiles code for ever and drops it: compiled code is garbage like any other.
# limits: steps=2000000
# expect: steps
while True:
    compile('x = [1, 2, 3]\nfor i in x:\n  print(i)\n', 'f', 'exec')  # attack
