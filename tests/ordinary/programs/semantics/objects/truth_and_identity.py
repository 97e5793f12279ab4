print(bool(0), bool(0.0), bool(""), bool([]), bool(()), bool({}), bool(set()), bool(None), bool(range(0)), bool(b""), bool(0j), bool("0"), bool([0]), bool(object()), bool(lambda: 0), bool(...), bool(NotImplemented) if False else "")
a = [1]; b = a; c = [1]
print(a is b, a is c, a == c, a is not c, None is None, () is (), id(a) == id(b), not a is c)
def f(x=None): return "none" if x is None else x
print(f(), f(0), f(False), f([]))
x = y = []
x.append(1); print(y, x is y); x = x + [2]; print(x, y); y += [3]; print(x, y)
s = "abc"; t = s; s += "d"; print(s, t)
print([] == [], [] is [], {} == {}, "a" "b" == "ab", 1 == 1.0, "1" == 1, None == 0, None == False, (1, [2]) == (1, [2]))
import copy
d = {"k": [1, {2}]}
sh, dp = d.copy(), copy.deepcopy(d)
d["k"].append(9); print(sh, dp, copy.copy(d) == d, copy.copy(d)["k"] is d["k"])
print(1 if [] else 2, [] or "x", [1] and "y", not [], None or 0 or "" or "last", all([]), any([]), 5 and 0)
class E:
    def __eq__(self, o): return True
print(E() == 1, E() != 1, E() in [], E() in [5], [E()] == [7], 3 == E(), None == E())
print(type(a) is list, type(a) == list, isinstance(a, object), type(3) is type(4), int is int, hash("a") == hash("a"), hash(None) == hash(None))
