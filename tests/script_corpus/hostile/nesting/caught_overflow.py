# Catches what the deep parser raises and tries again, for ever.
# expect: steps|crashed|wall_time
# limits: steps=100000 wall_time=0.5
while True:
    try:
        eval('(' * 20000 + ')' * 20000)  # attack
    except BaseException:
        pass
