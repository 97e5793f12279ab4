def g():
    while True:
        try:
            x = yield "waiting"
            print("got", x)
        except ValueError as e:
            print("caught", e)
            yield "after throw"
        finally:
            print("finally")
a = g()
print(next(a))
print(a.throw(ValueError("boom")))
print(next(a))
a.close()
print(list(a))
def stubborn():
    try:
        yield 1
    except GeneratorExit:
        print("exit seen")
        yield 2
s = stubborn()
next(s)
try:
    s.close()
except RuntimeError as e:
    print(e)
def fresh():
    print("never runs")
    yield
f = fresh()
f.close()
print(list(f))
f = fresh()
try:
    f.throw(KeyError("k"))
except KeyError as e:
    print("thrown", e)
def passes(): yield 1; yield 2
p = passes(); next(p)
try:
    p.throw(TypeError, "old style")
except TypeError as e:
    print(e)
print(next(p, "ended"))
def stop(): yield 1; raise StopIteration("inside")
try:
    list(stop())
except RuntimeError as e:
    print(e, repr(e.__cause__))
def ret():
    try:
        yield 1
    except ValueError:
        return "returned from except"
r = ret(); next(r)
try:
    r.throw(ValueError)
except StopIteration as e:
    print(e.value)
def swallow():
    try:
        yield 1
    finally:
        print("closing")
it = swallow()
for v in it:
    break
it.close()
print("done")
