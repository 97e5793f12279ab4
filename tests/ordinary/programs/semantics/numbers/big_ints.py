print(2 ** 64, 2 ** 63, -2 ** 63, 2 ** 100, -2 ** 100, 10 ** 30, (-3) ** 51)
print(9223372036854775807 + 1, -9223372036854775808 - 1, 9223372036854775807 * 2, 9223372036854775807 * 9223372036854775807)
print(123456789 ** 5, 99999999999 * 99999999999, 1 << 70, (1 << 70) >> 60, -1 << 65, (1 << 64) - 1)
a, b = 10 ** 25 + 7, 10 ** 12 - 11
print(a // b, a % b, divmod(a, b), -a // b, -a % b, a // -b, a % -b, a - b, b - a, a * b)
print(a == 10 ** 25 + 7, a != b, a > b, -a < b, a >= a, hash(2 ** 61 - 1), hash(2 ** 61), hash(10 ** 30), hash(-2 ** 70))
print(a & b, a | b, a ^ b, ~a, -a & b, -a | b, -a ^ b)
print(int("123456789012345678901234567890"), int("-ffffffffffffffffffff", 16), int("1" * 40), str(10 ** 40), int("z" * 15, 36))
print(hex(2 ** 70), bin(2 ** 66), oct(2 ** 66), f"{10 ** 21:,}", f"{2 ** 70:x}", f"{10 ** 20:_}", "%d" % 2 ** 80, f"{2**70:e}", f"{10**25:>30}")
print(float(10 ** 20), 10 ** 20 / 3, 10 ** 400 // 10 ** 399, 10 ** 400 / 10 ** 399, int(1e20), int(1e25), round(10 ** 20 + 55, -2))
print((2 ** 100).bit_length(), (2 ** 100 - 1).bit_count(), (10 ** 20).to_bytes(9, "big"), int.from_bytes(b"\xff" * 10, "big"), int.from_bytes(b"\xff" * 10, "little", signed=True))
print(pow(7, 200, 10 ** 20), pow(3, 10 ** 18, 10 ** 9 + 7), pow(3, -1, 10 ** 18 + 9), abs(-10 ** 20), sum([10 ** 18] * 20), max(10 ** 20, 10 ** 19))
try:
    10 ** 400 / 3
except OverflowError as e:
    print(e)
try:
    float(10 ** 400)
except OverflowError as e:
    print(e)
try:
    10 ** 20 // 0
except ZeroDivisionError as e:
    print(e)
print({10 ** 20: "big"}[10 ** 20], 10 ** 20 in [10 ** 20], 10 ** 20 == 1e20, 10 ** 23 == 1e23, 2 ** 53 + 1 == float(2 ** 53 + 1), 10 ** 20 > 1e19, isinstance(10 ** 20, int), type(10 ** 30).__name__)
def fact(n): return 1 if n < 2 else n * fact(n - 1)
print(fact(30), fact(50) // fact(48), len(str(fact(200))), fact(25) % (10 ** 9 + 7))
f1, f2 = 0, 1
for _ in range(150): f1, f2 = f2, f1 + f2
print(f1)
x = 1
x <<= 80; x |= 1; x += 5; x -= 1 << 80; print(x, -x, +x)
print(sorted([2 ** 65, 2 ** 64, -2 ** 65, 0, 5]), list(range(10 ** 20, 10 ** 20 + 3)), range(2 ** 70)[-1] == 2 ** 70 - 1)
print(2 ** 0.5, 2 ** -1, (-8) ** (1 / 3), 0 ** 0, 10 ** -3, (2 ** 70) ** 2, True << 64, 3.0 * 10 ** 20, 10 ** 20 - 1e20)
