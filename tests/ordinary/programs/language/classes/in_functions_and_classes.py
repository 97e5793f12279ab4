def make(kind):
    class Made:
        label = kind
        def show(self): return kind, self.label
    return Made
A, B = make("a"), make("b")
print(A().show(), B().show(), A is B, A.__qualname__, A.__name__)
class Outer:
    x = 1
    class Inner:
        y = 2
        class Core:
            z = 3
    def get(self): return self.Inner.Core.z
print(Outer.Inner.y, Outer().get(), Outer.Inner.Core.__qualname__)
class Tree:
    class Node:
        def __init__(self, v, l=None, r=None): self.v, self.l, self.r = v, l, r
    def __init__(self): self.root = None
    def add(self, v):
        def go(n):
            if n is None: return Tree.Node(v)
            if v < n.v: n.l = go(n.l)
            else: n.r = go(n.r)
            return n
        self.root = go(self.root)
    def __iter__(self):
        def walk(n):
            if n:
                yield from walk(n.l)
                yield n.v
                yield from walk(n.r)
        return walk(self.root)
t = Tree()
for v in (5, 2, 8, 1, 9): t.add(v)
print(list(t))
if True:
    class Cond: v = "if"
else:
    class Cond: v = "else"
print(Cond.v)
for i in range(2):
    class Loop:
        n = i
    print(Loop.n, end=" ")
print()
class Body:
    items = []
    for k in range(3):
        items.append(k)
    if items: size = len(items)
    def helper(x): return x * 2
    doubled = helper(size)
print(Body.items, Body.size, Body.doubled, Body.k)
def counter_class():
    n = 0
    class C:
        def inc(self):
            nonlocal n
            n += 1
            return n
    return C
c = counter_class()()
print(c.inc(), c.inc())
class Names:
    a = 1
    b = a + 1
    try:
        c = undefined
    except NameError:
        c = "caught"
    with open.__class__ and __import__("contextlib").nullcontext(7) as d: pass
print(Names.b, Names.c, Names.d)
