# Integer arithmetic within 64 bits.
print(7 // 2, -7 // 2, 7 // -2, 7 % 3, -7 % 3, 7 % -3, divmod(-7, 3))
print(2 ** 10, 2 ** 0, (-2) ** 3, 5 & 3, 5 | 3, 5 ^ 3, ~5, 1 << 10, 1024 >> 3, -8 >> 1)
print(int('42'), int('-7'), int('ff', 16), int('101', 2), int(3.9), int(-3.9), int(True))
print(hex(255), bin(10), hex(-16), str(123), repr(-5), abs(-9), bool(0), bool(7))
print(9223372036854775807, -9223372036854775807, 0x7f, 0b101, 0o17)
print(1 / 2, 4 / 2, 7.0 // 2, 2 ** -1, 2 ** 62)
print(1 == 1.0, 1 < 1.5, max(1, 2.5), (10).bit_length(), 3 == True)
