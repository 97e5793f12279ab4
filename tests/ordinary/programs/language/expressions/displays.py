a, b = [1, 2], (3, 4)
print([*a, *b], (*a, *b), {*a, *b}, [*"xy", 0, *range(2)])
print((*a,), [*()], {**{}}, (*[], 1))
d = {"x": 1, "y": 2}
print({**d, "z": 3}, {"x": 0, **d}, {**d, "x": 9}, {**d, **{"y": 5, "w": 6}})
print([*d], [*d.items()], {*d} == {"x", "y"})
print(*a, *b, sep="-")
t = *a, 5
print(t)
def f():
    return *a, *b
print(f())
for x in *a, "end":
    print(x, end=" ")
print()
print({1: "a", 1.0: "b", True: "c"})
print({1, 1.0, True}, len({0, False, 0.0, ""}))
print([[]] * 2, [[1]] + [[2]], ((),), {(): {}})
print({"k": [1, {"n": (2,)}]})
print((1), (1,), (), [], {}, set())
order = []
def o(x):
    order.append(x)
    return x
{o(1): o(2), o(3): o(4)}
[o(5), *[o(6)], o(7)]
print(order)
try:
    [*5]
except TypeError as e:
    print(e)
try:
    {**5}
except TypeError as e:
    print(e)
