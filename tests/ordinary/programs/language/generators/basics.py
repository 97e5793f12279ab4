def countdown(n):
    print("start")
    while n:
        yield n
        n -= 1
    print("end")
    return "result"
g = countdown(3)
print(type(g).__name__, next(g), next(g))
print(list(g))
try:
    next(g)
except StopIteration as e:
    print("stopped", e.value)
g = countdown(1)
next(g)
try:
    next(g)
except StopIteration as e:
    print("value", e.value)
print(next(g, "default"))
def fib():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b
from itertools import islice, takewhile
print(list(islice(fib(), 10)), list(takewhile(lambda x: x < 50, fib())))
for i, v in enumerate(fib()):
    if i > 5: break
    print(v, end=" ")
print()
def empty():
    return
    yield
print(list(empty()), [*countdown(2)], sum(countdown(3)), dict(zip("ab", fib())), max(countdown(4)))
def pipeline(xs):
    evens = (x for x in xs if x % 2 == 0)
    squares = (x * x for x in evens)
    return sum(squares)
print(pipeline(range(10)))
print(iter(g) is g, hasattr(g, "send"), g.__name__)
def args(*a, **k): yield a; yield k
print(list(args(1, 2, x=3)))
a, b = args()
print(a, b, 2 in countdown(3))
