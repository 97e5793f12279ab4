# Prints a character of four bytes one byte at a time.
# expect: ok
for b in [b'\xf0', b'\x9f', b'\x98', b'\x80']:
    print(b.decode(), end='')
