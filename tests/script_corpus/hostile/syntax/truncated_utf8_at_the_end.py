# A source that ends inside a character: the lexer may step over its end.
# expect: ok
for b in [b'x = a\xe6', b'x = a\xf0', b'\xe6\xb1', b'x = "a\xf7', b"f'{a\xf0"]:
    try:
        exec(b.decode())  # attack
    except BaseException:
        pass
