# Replaces list's methods that comprehensions and natives use.
# expect: ok
# python expect: error
# python error: TypeError
# python unreached: 14
list.append = 5
list.__new__ = lambda cls, *args: 5
list.__iter__ = lambda self: 5
x = [i for i in (1, 2)]
try:
    sorted((2, 1))
except BaseException:
    pass
tuple((1, 2))  # attack
