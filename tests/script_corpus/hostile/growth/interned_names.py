# getattr with ever new names: interned strings are process-wide and never freed.
# limits: steps=None
# expect: memory|error
i = 0
while True:
    getattr(i, 'name' + str(i), None)
    i += 1  # attack
