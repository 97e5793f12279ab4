# Half surrogates and characters beyond Unicode, encoded by hand.
# expect: error
for b in [b'\xed\xa0\x80', b'\xed\xbf\xbf', b'\xf4\x90\x80\x80', b'\xf8\x88\x80\x80\x80', b'\xfc\x84\x80\x80\x80\x80', b'\xc0\x80', b'\xe0\x80\x80']:
    s = b.decode()  # attack
    try:
        ord(s)
    except BaseException:
        pass
    [c for c in s]
    repr(s)
    len(s)
