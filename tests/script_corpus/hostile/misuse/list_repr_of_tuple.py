# list.__repr__ of a tuple, a str, a dict and None.
# expect: ok
for x in [(1, 2), 'text of some length here', {1: 2}, None]:
    try:
        list.__repr__(x)  # attack
    except BaseException:
        pass
