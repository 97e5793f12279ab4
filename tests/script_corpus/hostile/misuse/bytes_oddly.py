# bytes() of odd things.
# expect: ok
for x in [5, -5, 'text', [256], [-1], ['a'], (1, 2), [2**63 - 1], None, range(3), b'abc']:
    try:
        bytes(x)  # attack
    except BaseException:
        pass
