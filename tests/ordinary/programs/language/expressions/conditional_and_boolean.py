def show(label, value):
    print("<" + label + ">", end=" ")
    return value
print(show("a", 0) or show("b", "") or show("c", "end") or show("d", 1))
print(show("a", 1) and show("b", []) and show("c", 3))
print(show("x", 1) if show("c", 0) else show("y", 2))
print(1 if 0 else 2 if 0 else 3)
print((lambda n: "neg" if n < 0 else "zero" if n == 0 else "pos")(0))
print(not 0, not not [], not (1 and 0), 1 or 1 / 0)
print([] or {} or () or "", 0 or None, None and 1)
class Falsy:
    def __bool__(self):
        print("asked", end=" ")
        return False
class Empty:
    def __len__(self):
        return 0
print(bool(Falsy()), bool(Empty()), not Empty())
print("t" if Falsy() else "f")
v = Empty() or "default"
print(v)
class Bad:
    def __bool__(self): return 3
try:
    bool(Bad())
except TypeError as e:
    print(e)
x = not True or True and not False
print(x, True and False or True, not (True or False))
