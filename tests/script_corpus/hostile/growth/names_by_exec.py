# exec of sources that use ever new identifiers.
# limits: steps=None
# expect: memory
i = 0
while True:
    exec('variable' + str(i) + ' = 1')
    i += 1  # attack
