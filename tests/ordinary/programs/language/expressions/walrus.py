import re
data = [1, 5, 12, 20]
if (n := len(data)) > 3:
    print("long:", n)
print([y for x in data if (y := x * 2) > 10], y)
while (item := data.pop()) > 1:
    print("popped", item)
print(item, data)
print((a := 3) + (b := 4), a, b)
def f(values):
    total = 0
    partial = [total := total + v for v in values]
    return partial, total
print(f([1, 2, 3, 4]))
print(f"{(z := 10)} {z + 1}")
print(any((hit := w).startswith("b") for w in ["apple", "bean", "cherry"]), hit)
def g(x=(default := 7)):
    return x
print(g(), default)
value = {"k": (v := 2)}["k"]
print(value, v)
if m := re.match(r"(\d+)-(\d+)", "12-34"):
    print(m.groups())
print((lambda: (q := 5) + q)())
x = 1 if (t := 0) else t + 2
print(x, t)
