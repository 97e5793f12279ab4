# str.find and split with too few or too many arguments.
# expect: ok
for args in [(), (1,), ('a', 'b', 'c', 'd')]:
    for name in ['find', 'index', 'split', 'ljust', 'rjust', 'replace']:
        try:
            getattr('text', name)(*args)  # attack
        except BaseException:
            pass
