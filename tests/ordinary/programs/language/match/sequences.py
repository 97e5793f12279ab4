def f(x):
    match x:
        case []: return "empty"
        case [a]: return f"one {a}"
        case [1, *rest]: return f"starts with 1, then {rest}"
        case [a, b]: return f"two {a} {b}"
        case (a, [b, *_], *c): return f"nested {a} {b} {c}"
        case [*all_]: return f"all {all_}"
        case _: return "no sequence"
for v in ([], [5], [1, 2, 3], (1,), (7, 8), [2, [3, 4], 5, 6], [4, "text", 1], "text", {1}, range(2), b"ab", iter([1])):
    print(f(v))
def where(p):
    match p:
        case (0, 0): return "origin"
        case (x, 0) | (0, x): return f"axis {x}"
        case (x, y) if x == y: return f"diagonal {x}"
        case (x, y): return f"point {x} {y}"
for p in ((0, 0), (3, 0), (0, 4), (5, 5), (1, 2)): print(where(p))
def last(x):
    match x:
        case [*_, "end"]: return "ends"
        case [first, *_, last]: return first, last
print(last([1, "end"]), last([1, 2, 3]), last([1]))
from collections import deque
print(f(deque([1, 5])))
