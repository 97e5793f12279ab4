# Unpacks odd things into names.
# expect: ok
for x in [None, 5, 'ab', {1: 2, 3: 4}, range(2), [1], [1, 2, 3], ()]:
    try:
        a, b = x
    except BaseException:
        pass
    try:
        a, *b = x  # attack
    except BaseException:
        pass
