class Ctx:
    def __init__(self, name, swallow=False): self.name, self.swallow = name, swallow
    def __enter__(self):
        print("enter", self.name)
        return self.name.upper()
    def __exit__(self, kind, value, trace):
        print("exit", self.name, kind and kind.__name__, value, trace is not None)
        return self.swallow
with Ctx("a") as a:
    print(a)
with Ctx("a") as a, Ctx("b") as b:
    print(a, b)
with (Ctx("x") as x, Ctx("y"), Ctx("z") as z,):
    print(x, z)
with (Ctx("paren")):
    pass
with Ctx("s", True):
    1 / 0
print("swallowed")
try:
    with Ctx("n"):
        {}["missing"]
except KeyError as e:
    print("out", e)
def f():
    with Ctx("ret"):
        return "value"
print(f())
for i in range(3):
    with Ctx(str(i)):
        if i == 0: continue
        if i == 1: break
with Ctx("tuple") as (c, *d):
    print(c, d)
class Holder: pass
h = Holder()
with Ctx("attr") as h.got:
    pass
print(h.got)
try:
    with Ctx("outer", False), Ctx("inner", True):
        raise ValueError("v")
    print("fine")
except ValueError:
    print("not here")
class BadExit(Ctx):
    def __exit__(self, *a):
        raise RuntimeError("from exit")
try:
    with BadExit("bad"):
        raise ValueError("first")
except RuntimeError as e:
    print(e, repr(e.__context__))
for thing in (5, object()):
    try:
        with thing: pass
    except TypeError as e:
        print(e)
