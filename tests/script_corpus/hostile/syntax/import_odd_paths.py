# Module paths that end or begin with dots, slashes, NULs.
# expect: ok
for s in ['', '.', '..', 'a.', '.a', 'a..b', '/etc/passwd', '../../../etc/passwd', 'a/b', 'a\0b', ' ', 'a b', '%s', 'math.', 'math.x', 'math.pi', 'json.loads.x', '__main__', 'builtins', 'é', '\n', 'a' * 63 + '.b']:
    try:
        __import__(s)  # attack
    except BaseException:
        pass
