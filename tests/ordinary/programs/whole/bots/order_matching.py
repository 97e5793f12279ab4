import heapq, itertools
from dataclasses import dataclass, field
@dataclass(order=True)
class Order:
    sort_index: tuple = field(init=False, repr=False)
    side: str
    price: float
    qty: int
    id: int = field(default_factory=itertools.count(1).__next__)
    def __post_init__(self): self.sort_index = (-self.price if self.side == "buy" else self.price, self.id)
class Book:
    def __init__(self): self.buys, self.sells, self.trades = [], [], []
    def add(self, order):
        own, other = (self.buys, self.sells) if order.side == "buy" else (self.sells, self.buys)
        while order.qty and other and (order.price >= other[0].price if order.side == "buy" else order.price <= other[0].price):
            best = other[0]
            n = min(order.qty, best.qty)
            order.qty -= n; best.qty -= n
            self.trades.append((order.id, best.id, n, best.price))
            if not best.qty: heapq.heappop(other)
        if order.qty: heapq.heappush(own, order)
    def show(self): return [(o.price, o.qty) for o in sorted(self.buys)], [(o.price, o.qty) for o in sorted(self.sells)]
b = Book()
for side, price, qty in [("buy", 10, 5), ("sell", 12, 3), ("buy", 11, 2), ("sell", 10, 6), ("buy", 12.5, 1), ("sell", 9, 10)]:
    b.add(Order(side, price, qty)); print(side, price, qty, b.show())
print(b.trades, sum(n * p for *_, n, p in b.trades)); print(Order("buy", 1, 2))
