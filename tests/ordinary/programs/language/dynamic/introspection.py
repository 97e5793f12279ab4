class A:
    x = 1
    def m(self): pass
a = A()
print(getattr(a, "x"), getattr(a, "y", None), hasattr(a, "m"), callable(a.m), callable(a))
setattr(a, "y", 2)
delattr(a, "y")
print(vars(a), [n for n in dir(a) if n[0] != "_"])
try:
    getattr(a, "nope")
except AttributeError as e:
    print(e, e.name, e.obj is a)
print(isinstance(1, int), isinstance(True, int), isinstance("", (int, str)), issubclass(bool, int), issubclass(A, object))
print(type(1), type("x"), type([]), type(None), type(A), type(a).__name__, type(type(a)))
print(id(a) == id(a), a is a, hash(1) == hash(1.0))
print(repr(a).startswith("<__main__.A object at 0x"), repr(A), A.__module__, repr(A.m).startswith("<function A.m at 0x"))
print(repr(len), repr(int), repr(a.m).startswith("<bound method A.m of <__main__.A object"))
print(abs(-3), bin(10), hex(255), oct(8), chr(97), ord("a"), divmod(17, 5), pow(2, 10), pow(2, 10, 1000), pow(3, -1, 7))
print(min(3, 1, 2), max([4, 9, 2], key=lambda v: -v), min([], default="none"), sum([1, 2], 10), sum([[1], [2]], []))
print(any([]), all([]), sorted("hello"), list(reversed([1, 2, 3])), list(enumerate("ab", 1)), list(zip([1, 2], "ab", (True, False))))
print(list(map(lambda x, y: x + y, [1, 2], [3, 4])), list(filter(None, [0, 1, "", "x"])), list(zip()), ascii("é"))
print(round(2.5), round(3.5), round(2.675, 2), round(1234, -2), round(-0.5), format(3.14159, ".2f"), format("x", ">3"))
print(int("0x1f", 16), int("101", 2), int(" 42 "), int("-7"), int(3.9), int("1_000"), float("1e3"), float("inf"), float(" 2.5 "), complex("1+2j"))
print(bool([]), bool("0"), str(1.0), list("ab"), tuple([1]), set("aab") == {"a", "b"}, dict([("a", 1)]), frozenset([1]), bytes(3), bytearray(b"x"))
it = iter([1, 2])
print(next(it), next(it), next(it, "end"), list(iter(lambda: 5, 5)), slice(1, 2), memoryview(b"ab")[0])
try:
    list(zip([1], [1, 2], strict=True))
except ValueError as e:
    print(e)
print(__import__("math").pi, __name__, type(__builtins__).__name__)
