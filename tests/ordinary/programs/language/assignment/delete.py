a = 1
del a
try:
    a
except NameError as e:
    print(e)
lst = [1, 2, 3, 4, 5]
del lst[0], lst[-1]
print(lst)
d = {"a": 1, "b": 2}
del d["a"]
print(d)
try:
    del d["zz"]
except KeyError as e:
    print(repr(e))
class C:
    shared = 1
    def __delattr__(self, name):
        print("delattr", name)
        object.__delattr__(self, name)
c = C()
c.x = 1
del c.x
print(hasattr(c, "x"), c.shared)
del C.shared
print(hasattr(C, "shared"))
def f():
    x = 1
    del x
    try:
        return x
    except UnboundLocalError as e:
        return str(e)
print(f())
def g():
    for i in range(3):
        pass
    del i
    try:
        print(i)
    except NameError as e:
        print(type(e).__name__)
g()
x = y = z = 0
del x, (y, z)
print("x" in globals(), "z" in globals())
try:
    del nothing
except NameError as e:
    print(e)
def h():
    global made
    made = 3
    del made
h()
print("made" in globals())
