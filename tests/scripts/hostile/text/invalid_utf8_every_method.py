# Every str method on texts that are not UTF-8.
# expect: error|crashed|ok|memory
for s in [b'\xc3'.decode(), b'abc\xf0'.decode(), b'\xf0\x9f'.decode()]:
    for name in ['lower', 'upper', 'strip', 'split', 'encode', '__len__', '__repr__']:
        getattr(s, name)()
    for name in ['find', 'count', 'split', 'startswith', 'endswith', 'strip', '__contains__', '__eq__', '__lt__']:
        getattr(s, name)(s)
    s.replace(s, 'x')
    s.join([s, s])
    s.ljust(10)
    s.zfill(10)
