# Every str method on an int.
# expect: ok
for name in ['lower', 'upper', 'strip', 'lstrip', 'rstrip', 'split', 'encode']:
    try:
        getattr(str, name)(99999999)  # attack
    except BaseException:
        pass
