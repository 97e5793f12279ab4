# Every str method on None.
# expect: ok
for name in ['lower', 'upper', 'strip', 'split', 'encode']:
    try:
        getattr(str, name)(None)  # attack
    except BaseException:
        pass
