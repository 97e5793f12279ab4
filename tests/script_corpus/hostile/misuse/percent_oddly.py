# % formats that break off and mismatch.
# expect: ok
for s in ['%', '%%', '%s', '%d', '%f', '%r', '%x', '%5d', '%s%', '%s%s', '%i', '%c', 'a\0%s']:
    for args in [1, 'a', 1.5, None, (), (1,), (1, 2), [1], {}]:
        try:
            s % args  # attack
        except BaseException:
            pass
