print(True + True, True * 3, False - 1, True / 2, True // 1, -True, +False, ~True, abs(True))
print(sum([True, False, True]), [10, 20][True], "ab"[False], "x" * True, [1] * False)
print(True == 1, True is 1 if False else "", hash(True) == hash(1), {1: "a"}[True], {True: "b"}[1])
print(isinstance(True, int), issubclass(bool, int), bool.__mro__, bool.__base__, type(True))
print(True & False, True | False, True ^ True, True & 3, 1 | True, type(True & True).__name__, type(True & 1).__name__, type(True + 0).__name__)
print(True < 2, False < True, max(True, 2), sorted([3, True, 0, False]), min(False, 1))
print(int(True), float(True), str(True), repr(False), bool("False"), complex(True), round(True), bin(True), hex(False))
print(True << 3, 8 >> True, 2 ** True, True ** 2, divmod(True, True), pow(True, 2))
print("%d" % True, f"{True:d} {True:5}| {True:.1f}", "{:03d}".format(True), format(True), format(True, "d"), format(True, ""))
print(True.real, True.bit_length(), True.to_bytes(1, "big"), (True).numerator, bool.from_bytes(b"\1", "big") if hasattr(bool, "from_bytes") else "")
print([True, 1, 1.0].index(1), [True].count(1), (1, True).count(True), {True, 1, 1.0}, len({0, False}))
print(list(range(True, 4)), range(3)[True], slice(True), "abc"[True:], 1 in [True], True in [1], True in {1: 0})
try:
    class B(bool): pass
except TypeError as e:
    print(e)
print(bool(), bool(0.0), bool(-1), bool("") or bool(" "), bool([[]]), not None, all([True, 1]), any([0, False]))
x = True
x += 1
print(x, type(x).__name__)
n = 0
for c in "hello": n += c == "l"
print(n, sum(c in "lo" for c in "hello"), isinstance(1, bool), True.__class__, (1 == True) + (2 == True))
