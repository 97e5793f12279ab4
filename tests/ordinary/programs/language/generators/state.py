import inspect
def g():
    x = 1
    yield x
    yield 2
a = g()
print(inspect.getgeneratorstate(a)); next(a); print(inspect.getgeneratorstate(a)); list(a); print(inspect.getgeneratorstate(a))
def outer():
    total = 0
    def add():
        nonlocal total
        while True:
            total += yield total
    return add, lambda: total
add, get = outer()
c = add(); next(c); c.send(5); c.send(7)
print(get())
class Tree:
    def __init__(self, v, *kids): self.v, self.kids = v, kids
    def __iter__(self):
        yield self.v
        for k in self.kids: yield from k
print(list(Tree(1, Tree(2, Tree(3)), Tree(4))))
def primes():
    found = []
    n = 2
    while True:
        if all(n % p for p in found):
            found.append(n)
            yield n
        n += 1
p = primes()
print([next(p) for _ in range(10)])
def interleave(*gens):
    gens = [iter(x) for x in gens]
    while gens:
        for x in gens[:]:
            try: yield next(x)
            except StopIteration: gens.remove(x)
print(list(interleave("abc", [1], (x for x in "pq"))))
def exceptions():
    for i in range(3):
        try:
            if i == 1: raise ValueError(i)
            yield i
        except ValueError as e:
            yield f"error {e}"
print(list(exceptions()))
def with_in():
    class C:
        def __enter__(s): print("enter"); return s
        def __exit__(s, *a): print("exit", a[0])
    with C():
        yield 1
        yield 2
w = with_in(); print(next(w)); w.close()
print(list(with_in()))
gen_of_gens = (((x, y) for y in range(x)) for x in range(3))
print([list(x) for x in gen_of_gens])
