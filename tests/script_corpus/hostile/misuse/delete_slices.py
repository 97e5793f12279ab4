# Deletes slices with odd bounds.
# expect: ok
for i in [-100, -1, 0, 1, 100, 2**31, -2**31]:
    for j in [-100, -1, 0, 1, 100, 2**31, -2**31]:
        a = list(range(10))
        try:
            del a[i:j]
        except BaseException:
            pass
        str(a)  # attack
