# Identifiers and operators in other scripts, and text that is not UTF-8, as source.
# expect: ok
# stdout: done
for s in ['变量 = 1', 'é = 1', '😀 = 1', '“a”', 'x＝1', '١ = 1', '١', 'x = ٣', '\x7f', '\x80', '\x01', 'a\x00b', b'\xff = 1'.decode(), b'"\xff"'.decode(), b'x = "\xc3'.decode(), b'#\xf0\x9f'.decode(), b'\xf0'.decode(), b'x\xfd'.decode(), b'"\xfd'.decode()]:
    try:
        exec(s)
    except BaseException:
        pass
print('done')
