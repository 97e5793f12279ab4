# Compiles code for ever and keeps it.
# limits: steps=None
# expect: memory
a = []
while True:
    a.append(compile('x = [1, 2, 3]\nfor i in x:\n  print(i)\n', 'f', 'exec'))  # attack
