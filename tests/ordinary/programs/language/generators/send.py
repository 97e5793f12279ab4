def averager():
    total = count = 0
    avg = None
    while True:
        x = yield avg
        if x is None: return total
        total += x
        count += 1
        avg = total / count
g = averager()
print(next(g), g.send(10), g.send(20), g.send(3))
try:
    g.send(None)
except StopIteration as e:
    print("returned", e.value)
def echo():
    r = yield
    while True:
        r = yield f"got {r}"
e = echo()
try:
    e.send("early")
except TypeError as x:
    print(x)
print(e.send(None), e.send(1), next(e), e.send([2]))
def two():
    x = (yield 1) + (yield 2)
    print("sum", x)
    y = yield
    yield (yield y)
t = two()
print(next(t), t.send(10), t.send(20), t.send("y"), t.send("z"))
def inf():
    n = 0
    while True:
        jump = yield n
        n = jump if jump is not None else n + 1
i = inf()
print(next(i), next(i), i.send(10), next(i))
def self_call():
    yield next(s)
s = self_call()
try:
    next(s)
except ValueError as x:
    print(x)
def coro():
    print("ready")
    try:
        while True:
            print("recv", (yield))
    finally:
        print("cleanup")
c = coro(); next(c); c.send("a"); c.send("b"); c.close()
