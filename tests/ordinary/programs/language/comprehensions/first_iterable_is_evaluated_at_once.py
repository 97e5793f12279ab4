def source():
    print("evaluated")
    return [1, 2]

g = (x + 1 for x in source())
print("made")
print(list(g))
try:
    (x for x in undefined_name)
except NameError as e:
    print("NameError at once:", e)
g = (y for x in [1] for y in undefined_later)
print("this one waits")
try:
    next(g)
except NameError as e:
    print("NameError later:", e)
data = [1, 2, 3]
g = (n for n in data)
data = [7, 8, 9]
print(list(g))
factor = 2
g = (n * factor for n in [1, 2, 3])
factor = 10
print(list(g))
