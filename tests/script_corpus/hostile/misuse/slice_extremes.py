# Slices with bounds beyond 32 and 64 bits.
# expect: ok|error
for a in [[1, 2, 3], (1, 2, 3), 'abc', b'abc']:
    for i in [0, 1, -1, 2**31, -2**31, 2**32, 2**32 + 1, -2**32 - 1, 2**63 - 1, -2**63]:
        for j in [0, -1, 2**31 - 1, -2**31, 2**63 - 1]:
            for k in [1, -1, 2**31 - 1, -2**31, 2**31 + 1]:
                try:
                    a[i:j:k]  # attack
                except BaseException:
                    pass
