# Int literals at the edges.
# expect: ok
# stdout: done
for s in ['9223372036854775807', '9223372036854775808', '-9223372036854775808', '0x7fffffffffffffff', '0xffffffffffffffff', '0x10000000000000000', '0b' + '1' * 63, '0b' + '1' * 64, '0o777777777777777777777', '0x', '0b', '0o', '0b2', '0o8', '0xg', '00', '01', '1e400', '1e-400', '1e', '1e+', '1.2.3', '1..2', '.e1', '1_000', '0xfj', '1ej', 'e1', '1f', '1x', '1o', '0xx1']:
    try:
        eval(s)  # attack
    except BaseException:
        pass
print('done')
