# str.find with starts beyond the text.
# expect: ok
for s in ['', 'abc', 'é' * 10]:
    for start in [100, -100, 2**31 - 1, -2**31, 2**32, 2**63 - 1]:
        for sub in ['', 'c', 'zz']:
            try:
                s.find(sub, start)
                s.index(sub, start)  # attack
            except BaseException:
                pass
