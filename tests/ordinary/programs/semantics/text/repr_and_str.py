print(repr("a'b"), repr('a"b'), repr("a'b\"c"), repr("\n\r\t\\"), repr("\x00\x1f\x7f"), repr("é"), repr("\x85\xa0"), repr(""), repr("😀"))
print([1, 1.5, "s", None, True, b"b", (1,), [2], {3}, {"k": "v"}, ..., 1j, range(2), slice(1, 2)])
print(str([]), str({}), str(()), str(set()), str(frozenset()), str({1: {2: [3]}}), str(("a",)), str([None]), repr(frozenset({1})), str({"a"}), str(NotImplemented))
class A:
    def __repr__(self): return "A()"
class B:
    def __str__(self): return "B as str"
class C(A):
    def __str__(self): return "C as str"
print(A(), str(A()), [A()], f"{A()}", str(C()), [C()], {C(): C()}, (C(),), f"{C()!r}", "%s %r" % (C(), C()))
print(str(B()), repr(B()).startswith("<__main__.B object at 0x"), B)
print(int, str, list, dict, type, object, Exception, type(None), print, len, abs, ValueError, type(range(1)), type(lambda: 0), A)
print(ValueError("x"), repr(ValueError("x")), repr(KeyError("k")), str(KeyError("k")), repr(Exception()), repr(Exception("a", 1)), str(Exception("a", 1)), repr(OSError(2, "x")))
class Bad:
    def __repr__(self): return 5
try:
    repr(Bad())
except TypeError as e:
    print(e)
try:
    print(Bad())
except TypeError as e:
    print(e)
import math, collections
print(math.__name__, collections.OrderedDict(a=1), collections.Counter("aab"), collections.deque([1], 3), collections.defaultdict(int, a=1))
def f(): pass
print(repr(f).startswith("<function f at 0x"), repr(lambda: 0).startswith("<function <lambda> at 0x"), repr([].append).startswith("<built-in method append of list object at 0x"), repr(x for x in []).startswith("<generator object <genexpr> at 0x"), repr("".join), repr(str.join), repr(int.__add__)) if False else print("skipped")
print(repr(property()).startswith("<property object"), repr(object()).startswith("<object object at 0x"), repr(iter([])).startswith("<list_iterator object at 0x"), repr(map(str, [])).startswith("<map object at"), repr(staticmethod(f)).startswith("<staticmethod(<function f"), repr(super), repr(type("X", (), {})))
