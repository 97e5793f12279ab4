# The functools module.
from functools import cache, lru_cache, partial, reduce
calls = []


@cache
def fib(n):
    calls.append(n)
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(30), len(calls))


@lru_cache(maxsize=2)
def sq(x):
    print('computing', x)
    return x * x


print(sq(1), sq(2), sq(1), sq(3), sq(2))
print(reduce(lambda a, b: a * b, range(1, 6)), reduce(lambda a, b: a + b, [], 'start'))
add5 = partial(lambda a, b: a + b, 5)
print(add5(10), list(map(add5, [1, 2])))
