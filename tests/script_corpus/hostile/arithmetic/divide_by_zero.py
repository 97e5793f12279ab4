# Every way to divide by zero.
# expect: ok
# stdout: 12
n = 0
for s in ['1 // 0', '1 % 0', '1 / 0', '1.0 / 0', '1.0 // 0', '1.0 % 0.0', 'divmod(1, 0)', '0 ** -1', '0 // 0', '-2**63 % 0', '1.0 / 0.0', 'divmod(1.0, 0.0)']:
    try:
        eval(s)  # attack
    except ZeroDivisionError:
        n += 1
print(n)
