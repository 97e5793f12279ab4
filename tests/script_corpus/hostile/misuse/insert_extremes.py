# Inserts and pops at extreme indexes.
# expect: ok
a = [1, 2, 3]
for i in [2**31, -2**31, 2**32, -2**32, 2**63 - 1, -2**63]:
    try:
        a.insert(i, 0)
        a.pop(i)
    except BaseException:
        pass
str(a)  # attack
