def a(x):
    return b(x) + 1

def b(x):
    return c(x, key="k")

def c(x, key):
    table = {"a": 1}
    return table[key] + x

print("start")
a(5)
