import weakref, gc
class Node:
    def __init__(self, v): self.v = v; self.other = None
a, b = Node(1), Node(2)
a.other, b.other = b, a
r = weakref.ref(a)
print(r() is a, r().v)
w = weakref.WeakValueDictionary()
w["a"] = a
print(w["a"].v, len(w), "a" in w)
p = weakref.proxy(b)
print(p.v)
s = weakref.WeakSet([a])
print(len(s), a in s)
k = weakref.WeakKeyDictionary()
k[a] = "meta"
print(k[a])
del a, b
gc.collect()
print(r() is None, len(w), len(s), len(k))
try:
    p.v
except ReferenceError as e:
    print(e)
try:
    weakref.ref(5)
except TypeError as e:
    print(e)
class M:
    def m(self): return "m"
x = M()
wm = weakref.WeakMethod(x.m)
print(wm()())
f = weakref.finalize(x, print, "finalized")
print(f.alive)
del x
gc.collect()
print(f.alive)
