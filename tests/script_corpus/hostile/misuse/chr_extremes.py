# chr and ord at the edges.
# expect: ok
for i in [0, 127, 128, 0x7ff, 0x800, 0xd800, 0xdfff, 0xffff, 0x10000, 0x10ffff, 0x110000, 2**31, 2**32, -1, 2**32 + 65]:
    try:
        c = chr(i)
        len(c)
        ord(c)
        repr(c)
        [x for x in c]  # attack
    except BaseException:
        pass
