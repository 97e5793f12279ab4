it = iter([1, 2, 3])
print(next(it), list(it), list(it), next(it, "d"))
print(list(zip("abc", [1, 2])), list(zip(*[(1, 2), (3, 4)])), list(map(lambda a, b: a * b, [1, 2, 3], [4, 5])), list(filter(lambda x: x > 1, [0, 1, 2])), list(filter(None, [0, "", 3])))
print(list(enumerate("ab")), list(enumerate("ab", start=10)), list(reversed("abc")), list(reversed({"a": 1, "b": 2})), sorted({"z": 1, "a": 2}), sum(map(int, "123")))
m = map(str, [1, 2]); print(next(m), list(m), type(m).__name__, type(zip()).__name__, type(filter(None, [])).__name__, type(enumerate([])).__name__, type(reversed([])).__name__, type(iter([])).__name__, type(iter(())).__name__, type(iter("")).__name__, type(iter({})).__name__, type(iter(set())).__name__, type(iter(range(0))).__name__)
print(any(x > 2 for x in [1, 2, 3]), all(x > 2 for x in []), min("hello"), max([1, 5, 3], key=lambda x: -x), max({"a": 3, "b": 5}, key={"a": 3, "b": 5}.get), min([[3], [1, 2]]), max("a", "bb", key=len), max([], default=0))
class It:
    def __init__(self): self.n = 0
    def __iter__(self): return self
    def __next__(self):
        self.n += 1
        if self.n > 3: raise StopIteration
        return self.n
print(list(It()), [*It()], tuple(It()), sum(It()), 2 in It(), max(It()), list(zip(It(), "abcd")), dict.fromkeys(It()), set(It()), ",".join(map(str, It())), sorted(It(), reverse=True), list(enumerate(It())), list(map(lambda x: x, It())))
a, *b = It(); print(a, b)
c = iter(It()); print(next(c), next(c), list(c))
x = iter("abcdef"); print(list(zip(x, x)), list(iter([1, 2, 3].pop, 1)))
for bad in ("next(iter([]))", "next([])", "iter(5)", "for_ = [x for x in 5]", "list(map(5, [1]))", "list(zip(1))", "max([])", "max(1)", "sum(['a'])", "dict(enumerate(5))", "reversed({1})", "max(1, 'a')", "enumerate()", "sorted(5)", "sorted([1], 2)", "next(5)"):
    try:
        exec(bad)
        print(bad, "fine")
    except Exception as e:
        print(bad, type(e).__name__, e)
l = [1, 2, 3]
for i, v in enumerate(l):
    if i == 0: l.append(99)
    print(v, end=" ")
print()
