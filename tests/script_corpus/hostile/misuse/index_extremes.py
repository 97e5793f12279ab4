# Indexes beyond 32 bits.
# expect: ok
for a in [[1, 2, 3], (1, 2, 3), 'abc', b'abc']:
    for i in [2**31, -2**31, 2**32, 2**32 - 1, 2**63 - 1, -2**63]:
        try:
            a[i]  # attack
        except IndexError:
            pass
