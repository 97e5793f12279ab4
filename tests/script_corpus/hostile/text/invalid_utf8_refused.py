# Bytes that are not UTF-8 do not become text.
# expect: ok
odd = [b'\xc3', b'abc\xf0', b'\xf0\x9f', b'\xc0\x80', b'\xed\xa0\x80', b'\xf4\x90\x80\x80', b'\xff']
refused = 0
for b in odd:
    try:
        b.decode()  # attack
    except UnicodeDecodeError:
        refused += 1
assert refused == len(odd)
