# Every str method without any argument.
# expect: ok
for name in ['lower', 'upper', 'strip', 'split', 'encode', 'join', 'replace', 'find', 'index', 'format', 'ljust', 'zfill', 'count', 'startswith']:
    try:
        getattr(str, name)()  # attack
    except BaseException:
        pass
