# Slices of bytes with every kind of bound.
# expect: ok
b = b'0123456789'
for i in [None, 0, 5, -3, 100, -100, 2**31, -2**31]:
    for j in [None, 0, 5, -3, 100, -100]:
        for k in [None, 1, 2, -1, -2, 100]:
            b[i:j:k]  # attack
