# float() of odd texts.
# expect: ok
for s in ['', ' ', '.', '-', 'e', '1e', '1e999999', '-1e999999', 'nan', 'inf', '0x1p3', '1\0', '1' * 400, '1e-999999', 'infinity', 'nan(123)']:
    try:
        float(s)  # attack
    except ValueError:
        pass
