# array2d with odd sizes and indexes.
# expect: ok
import array2d
for args in [(), (1,), (0, 0), (-1, 5), (2**31, 1), (2**32 + 1, 1), ('a', 1), (1, 1, 1, 1)]:
    try:
        array2d.array2d(*args)
    except BaseException:
        pass
a = array2d.array2d(3, 3, 0)
for i in [(-1, 0), (3, 0), (2**32, 0), (2**31, 2**31), (0,), (0, 0, 0), 5, 'a', None, (slice(0, 100, 1), 0)]:
    try:
        a[i]
        a[i] = 1  # attack
    except BaseException:
        pass
