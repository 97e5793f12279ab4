# list.index with a start that is beyond the end, negative, not an int.
# expect: ok
a = [1, 2, 3]
for start in [100, -100, 2**31, -2**31, 2**63 - 1, 'x']:
    try:
        a.index(3, start)  # attack
    except BaseException:
        pass
