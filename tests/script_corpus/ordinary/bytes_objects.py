# bytes, encode and decode.
b = b'abc\x00\xff'
print(b, len(b), b[0], b[-1], b[1:3], b + b'd', b == b'abc\x00\xff', b != b'')
print('héllo €'.encode(), 'héllo €'.encode().decode(), bytes([72, 105]).decode(), bytes((1, 2)))
print([b'xyz'[i] for i in range(3)], b'abc'[::-1], {b'k': 1}[b'k'])
