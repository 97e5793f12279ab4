rows = [("a", (1, 2)), ("b", (3, 4))]
print([(name, x + y) for name, (x, y) in rows])
print({name: xs for name, xs in rows})
print([rest for first, *rest in ["abc", "de", "f"]])
print([last for *_, last in [(1, 2, 3), (4,)]])
print([[a, b] for [a, b] in [(1, 2), (3, 4)]])
class Box:
    pass
box = Box()
items = [0, 0]
for box.value in range(3):
    pass
for items[1] in "xyz":
    pass
print(box.value, items)
print([box.value for box.value in (5, 6)], box.value)
for i, (a, [b, *c]) in enumerate([(1, "pqr"), (2, "s")]):
    print(i, a, b, c)
try:
    [a for a, b in [(1, 2, 3)]]
except ValueError as e:
    print(e)
try:
    [a for a, b in [(1,)]]
except ValueError as e:
    print(e)
try:
    [a for a, b in [5]]
except TypeError as e:
    print(e)
