# Keeps a million different strings.
# limits: steps=None
# expect: memory
a = []
i = 0
while True:
    a.append('string number ' + str(i) + ' of a great many')
    i += 1  # attack
