# Shifts by negative and huge amounts.
# expect: ok
# python expect: memory
for x in [0, 1, -1, 2**62, -2**63]:
    for n in [0, 1, 63, 64, 65, -1, -64, 2**31, 2**32, 2**63 - 1, -2**63]:
        try:
            x << n
            x >> n  # attack
        except BaseException:
            pass
