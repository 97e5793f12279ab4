"""weakref: references that do not keep an object alive."""

from __future__ import annotations

from language_helpers import LIMITS, check, cpython_311, here

from pkhost import VM, Status

A = """
import gc, weakref
class A:
    def __init__(self, v=0): self.v = v
    def m(self): return self.v
"""


def test_references_and_collections(vm: VM) -> None:
    check(
        vm,
        A
        + """
a = A(1)
r = weakref.ref(a)
print(r() is a, weakref.ref(a) is r, weakref.getweakrefcount(a))
del a
print(r())
print(repr(r).split(' at ')[0], repr(r).endswith('dead>'))
a = A(2)
r = weakref.ref(a, lambda ref: print('callback', ref is r, ref()))
a = None
print('after')
d = weakref.WeakValueDictionary()
x = d['x'] = A(3)
print(len(d), list(d.items())[0][0])
del x
print(len(d), list(d))
k = weakref.WeakKeyDictionary()
y = A(4)
k[y] = 'data'
print(len(k), k[y])
del y
print(len(k))
s = weakref.WeakSet()
z = A(5); s.add(z)
print(len(s), z in s)
del z
print(len(s))
w = A(6)
p = weakref.proxy(w)
print(p.v, p.m()); p.v = 10; print(w.v)
del w
try: p.v
except ReferenceError as e: print(e)
w = A(7)
f = weakref.finalize(w, print, 'finalized', 7)
print(f.alive)
del w
print(f.alive)
w = A(8)
wm = weakref.WeakMethod(w.m)
print(wm()())
del w
print(wm())
""",
    )


@cpython_311
def test_what_can_be_referred_to(vm: VM) -> None:
    check(
        vm,
        A
        + """
for bad in (5, 'x', (), [], {}, None, 1.5):
    try: weakref.ref(bad)
    except TypeError as e: print(e)
class S:
    __slots__ = ('q',)
try: weakref.ref(S())
except TypeError as e: print(e)
class S2:
    __slots__ = ('q', '__weakref__')
print(weakref.ref(S2())() )
q = S2(); print(weakref.ref(q)() is q)
def fn(): pass
print(weakref.ref(fn)() is fn, weakref.ref(A)() is A)
class T(int): pass
t = T(5)
try: weakref.ref(t)
except TypeError as e: print(e)
class L(list): pass
l = L(); print(weakref.ref(l)() is l)
""",
    )


def test_what_people_do_with_them(vm: VM) -> None:
    check(
        vm,
        A
        + """
class C:
    def __init__(self): self.me = self
c = C(); r = weakref.ref(c); del c; gc.collect(); print(r())
class Node:
    def __init__(self, v): self.v = v; self.parent = None; self.children = []
    def add(self, c): c.parent = weakref.ref(self); self.children.append(c)
root = Node(1); ch = Node(2); root.add(ch)
print(ch.parent().v)
del root
print(ch.parent())
class Cache:
    _c = weakref.WeakValueDictionary()
    def get(self, k):
        o = self._c.get(k)
        if o is None: o = self._c[k] = A(k); print('made', k)
        return o
c = Cache(); o1 = c.get(1); o2 = c.get(1); print(o1 is o2); del o1, o2
c.get(1)
class D:
    def __del__(self): print('del')
o = D(); r = weakref.ref(o, lambda r: print('cb'))
del o
print('end', r())
x, y = A(1), A(1)
r, s = weakref.ref(x), weakref.ref(y)
print(r == weakref.ref(x), r == s, hash(r) == hash(x))
class Subj:
    def __init__(self): self.obs = weakref.WeakSet()
    def notify(self):
        for o in self.obs: o.update()
class Obs:
    def update(self): print('updated')
s = Subj(); o = Obs(); s.obs.add(o); s.notify(); del o; s.notify(); print('no')
""",
    )


def test_callbacks_may_do_as_they_like(vm: VM) -> None:
    ran = here(
        vm,
        A
        + """
kept = []
def on_end(r):
    kept.append(r)
    kept.append(weakref.ref(another, on_end))
    gc.collect()
    raise ValueError('nobody sees it')
another = A()
objects = [A(), A(), A()]
refs = [weakref.ref(o, on_end) for o in objects]
print(len(kept), refs[0]() is objects[0])
del objects
print(len(kept), [r() for r in refs])
another = None
print(len(kept) > 6, {r() for r in kept})
""",
    )
    assert ran.output == "0 True\n6 [None, None, None]\nTrue {None}\n"
    assert ran.error == ""


def test_very_many_of_them() -> None:
    with VM(limits=LIMITS, dialect="python") as vm:
        ran = vm.run("""
import gc, weakref
class A: pass
objects = [A() for i in range(20_000)]
refs = [weakref.ref(o) for o in objects]
table = weakref.WeakValueDictionary(enumerate(objects))
print(len({r() for r in refs}), len(table), weakref.getweakrefcount(objects[7]))
del objects[1:]
gc.collect()
print(sum(r() is None for r in refs), len(table), table[0] is objects[0])
""")
        assert (ran.status, ran.stdout) == (Status.OK, "20000 20000 2\n19999 1 True\n")
