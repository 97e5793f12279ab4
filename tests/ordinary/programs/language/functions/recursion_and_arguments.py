def flatten(x):
    if isinstance(x, (list, tuple)):
        return [z for y in x for z in flatten(y)]
    return [x]
print(flatten([1, [2, (3, [4, [5]])], 6]))
def hanoi(n, a="A", b="B", c="C"):
    return 0 if n == 0 else hanoi(n - 1, a, c, b) + 1 + hanoi(n - 1, c, b, a)
print(hanoi(8))
def perms(items):
    if len(items) <= 1:
        yield items
        return
    for i, x in enumerate(items):
        for p in perms(items[:i] + items[i + 1:]):
            yield [x] + p
print(list(perms([1, 2, 3])))
def swap(a, b): a, b = b, a; return a, b
print(swap(1, 2))
def mutate(lst, d, n):
    lst.append(1); d["k"] = 1; n += 1
L, D, N = [], {}, 0
mutate(L, D, N)
print(L, D, N)
def deep(n): return n and 1 + deep(n - 1)
print(deep(500))
def forever(n): return forever(n + 1)
try:
    forever(0)
except RecursionError as e:
    print("RecursionError")
order = []
def note(x): order.append(x); return x
def four(a, b, *c, **d): pass
four(note(1), note(2), *[note(3)], note(4), k=note(5), **{"z": note(6)})
print(order)
