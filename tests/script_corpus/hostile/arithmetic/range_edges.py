# Ranges with extreme bounds and steps.
# expect: ok
for args in [(2**63 - 1,), (-2**63,), (0, 0), (0, 10, -1), (2**63 - 2, 2**63 - 1), (0, -2**63, -2**62), (-2**63, 2**63 - 1, 2**62), (5, 0, 2**63 - 1)]:
    n = 0
    for i in range(*args):
        n += 1
        if n > 10:
            break  # attack
