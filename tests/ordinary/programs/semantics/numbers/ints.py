print(7 // 2, -7 // 2, 7 // -2, 7 % 3, -7 % 3, 7 % -3, 7 / 2, 6 / 3, 2 ** 10, 2 ** -2, -7 / 2)
print(int("12"), int("-12"), int("+5"), int("0b11", 0), int("0x1F", 0), int("017", 8), int("1_000"), int("z", 36), int(b"12"), int(" 7\n"), int(""" 8 """), int())
print((10).bit_length(), (0).bit_length(), (255).bit_count(), (1024).to_bytes(2, "big"), (-2).to_bytes(2, "little", signed=True), int.from_bytes(b"\x01\x00", "big"), (5).as_integer_ratio())
print(5 & 3, 5 | 3, 5 ^ 3, ~5, 5 << 2, 5 >> 1, -5 >> 1, -5 & 0xFF, 1 << 62, -1 >> 100)
print(f"{42:b} {42:o} {42:x} {42:X} {42:#b} {42:c} {42:08b} {-42:x} {1234567:,} {1234567:_} {42:>6}|{42:<6}|{42:^6}|{42:+d} {42: d} {42:=+6} {42:*^8} {42:.1f} {42:e} {42:%}")
print(str(42), repr(-1), hash(5), hash(-1), hash(-2), 5 .real, (5).imag, (5).numerator, (5).denominator, (5).conjugate(), int.__name__)
print(pow(2, 5), pow(2, 5, 3), pow(2, -1), pow(5, -1, 11), divmod(17, 5), divmod(-17, 5), abs(-5), round(15, -1), round(25, -1), round(-15, -1), round(5))
print(1 == 1.0, 1 < 1.5, 3 > 2.9, 1 == "1", 1 != "1", 0 == None, 1 in (1.0,), max(1, 2.5, -3), sorted([3, 1.5, 2]), 10 ** 3 == 1e3)
for bad in ("1 // 0", "1 % 0", "1 / 0", "int('x')", "int('')", "int('1.5')", "int('9', 8)", "int(None)", "int('1', 99)", "1 << -1", "1 + 'a'", "'a' + 1", "1 < 'a'", "[] - 1", "-'x'", "~1.5", "1 & 1.5", "pow(2, -1, 4)", "int('1__0')", "len(5)", "5[0]", "5()", "iter(5)", "'a' * 1.5", "(1).to_bytes(0, 'big')", "chr(-1)", "ord('ab')", "range(1.5)", "range(1, 2, 0)", "abs('x')", "sum('ab')", "1 in 5", "divmod(1, 0)", "0 ** -1"):
    try:
        print(bad, "=", eval(bad))
    except Exception as e:
        print(bad, "->", type(e).__name__, e)
