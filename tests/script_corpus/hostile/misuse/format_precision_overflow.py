# A precision that overflows an int and one larger than the library's buffer.
# expect: ok|memory
for p in [31, 32, 40, 100, 400, 10**6, 2**31 - 1, 2**32 + 2]:
    try:
        ('{:.' + str(p) + 'f}').format(1e308)
        ('{:.' + str(p) + 'f}').format(1.0)
        ('{:.' + str(p) + 'f}').format(12345678901234567890123456789012.0)  # attack
    except BaseException:
        pass
