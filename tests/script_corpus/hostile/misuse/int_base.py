# int() with every base.
# expect: ok
for base in [-1, 0, 1, 2, 8, 10, 16, 36, 37, 2**31, -2**63]:
    for s in ['', '+', '-', '0', '0x', '0b', '0o', '0x1', '9' * 30, '-9223372036854775808', 'z', '1_0', ' 1', '٣']:
        try:
            int(s, base)  # attack
        except ValueError:
            pass
