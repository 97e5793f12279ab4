from functools import reduce
from itertools import islice, groupby, chain
from operator import itemgetter, attrgetter
class Pipe:
    def __init__(self, it): self.it = it
    def __or__(self, f): return Pipe(f(self.it))
    def __iter__(self): return iter(self.it)
def where(p): return lambda it: (x for x in it if p(x))
def select(f): return lambda it: (f(x) for x in it)
def take(n): return lambda it: islice(it, n)
def by(key): return lambda it: sorted(it, key=key)
def naturals():
    n = 1
    while True:
        yield n
        n += 1
print(list(Pipe(naturals()) | where(lambda n: n % 3 == 0) | select(lambda n: n * n) | take(5)))
sales = [{"who": "ann", "q": 1, "v": 10}, {"who": "bob", "q": 1, "v": 7}, {"who": "ann", "q": 2, "v": 12}, {"who": "cy", "q": 2, "v": 1}]
for who, group in groupby(sorted(sales, key=itemgetter("who")), key=itemgetter("who")):
    g = list(group); print(who, len(g), sum(map(itemgetter("v"), g)), max(g, key=itemgetter("v"))["q"])
print(reduce(lambda acc, s: {**acc, s["q"]: acc.get(s["q"], 0) + s["v"]}, sales, {}), [*chain.from_iterable([s["who"], s["v"]] for s in sales[:2])])
def running(it):
    total = 0
    for x in it: total += x; yield total
def window(it, n):
    it = iter(it); w = tuple(islice(it, n))
    if len(w) == n: yield w
    for x in it: w = w[1:] + (x,); yield w
def batched(it, n):
    it = iter(it)
    while batch := list(islice(it, n)): yield batch
print(list(running([1, 2, 3])), list(window("abcd", 2)), list(batched(range(7), 3)), list(Pipe(sales) | by(itemgetter("v")) | select(itemgetter("who"))))
