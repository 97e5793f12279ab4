class Fib:
    def __init__(self, limit): self.limit = limit
    def __iter__(self):
        a, b = 0, 1
        while a < self.limit:
            yield a
            a, b = b, a + b
class Countdown:
    def __init__(self, n): self.n = n
    def __iter__(self): return self
    def __next__(self):
        if self.n <= 0: raise StopIteration
        self.n -= 1
        return self.n + 1
f = Fib(20)
print(list(f), list(f), sum(f), max(f), 8 in f, 9 in f, [*zip(f, Countdown(3))], sorted(f, reverse=True)[:3])
c = Countdown(3)
print(list(c), list(c), next(c, "over"), tuple(Countdown(2)), dict(zip("ab", Countdown(9))))
a, *rest = Fib(10); print(a, rest)
