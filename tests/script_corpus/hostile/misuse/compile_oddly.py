# compile, exec and eval with odd arguments.
# expect: ok
for f in [compile, exec, eval]:
    for args in [(), (1,), ('1',), ('1', 2), ('1', {}, 3), ('1', [], {}), ('1', None, None), ('1', 'f', 'nothing'), ('1', 5, 6), ('1', {}, {}, {})]:
        try:
            f(*args)  # attack
        except BaseException:
            pass
