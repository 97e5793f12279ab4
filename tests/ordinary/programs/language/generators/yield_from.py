def inner():
    r = yield "inner 1"
    print("inner got", r)
    yield "inner 2"
    return "inner result"
def outer():
    v = yield from inner()
    print("outer got", v)
    yield from [1, 2]
    yield from "ab"
    yield from range(2)
    x = yield from (i for i in ())
    print("x", x)
    return "outer result"
g = outer()
print(next(g), g.send("hello"))
print(list(g))
def flatten(x):
    for e in x:
        if isinstance(e, list): yield from flatten(e)
        else: yield e
print(list(flatten([1, [2, [3, [4]], 5]])))
def deleg():
    try:
        yield from sub()
    except ValueError as e:
        print("deleg caught", e)
        yield "recovered"
def sub():
    try:
        yield 1
    except KeyError as e:
        print("sub caught", e)
        yield 2
    finally:
        print("sub finally")
d = deleg()
print(next(d), d.throw(KeyError("k")), d.throw(ValueError("v")), list(d))
d = deleg(); next(d); d.close()
def chain(*its):
    for it in its: yield from it
print(list(chain([1], (2,), {3}, "4", {"k": 5})))
def ret_only():
    return (yield from ())
try:
    next(ret_only())
except StopIteration as e:
    print(e.value)
def bad(): yield from 5
try:
    list(bad())
except TypeError as e:
    print(e)
class It:
    def __iter__(self): return iter([10, 20])
def use(): yield from It()
print(list(use()))
def accumulate():
    total = 0
    while (x := (yield)) is not None: total += x
    return total
def gather(out):
    while True: out.append((yield from accumulate()))
out = []; a = gather(out); next(a)
for x in (1, 2, None, 3, 4, None): a.send(x)
print(out)
