def t(x): print("t", x, end=" "); return x
print(t(0) or t(1), t(1) and t(0), t(None) or t("") or t([]), not t(0))
print([x or "empty" for x in ("", None, 0, "a", [], [0])], [bool(x) for x in (0, 0.0, "", " ", [], [0], {}, None, ..., 0j)])
name = ""
print(name or "anonymous", len(name) and name[0], (name and name[0]) == "", "yes" if name else "no")
print(1 < 2 < 3, 1 < 3 < 2, 3 > 2 > 1 > 0, 1 == 1.0 == True, "a" < "b" < "c", not 1 == 2, 5 if 0 else 6 if 0 else 7)
print(any([]), all([]), any([0, "", 3]), all([1, "a"]), max([0, False, None] and [1]), None is None, [] is [], () == ())
x = 5
print(0 < x < 10, 0 < x and x < 10, x in (1, 5), x not in [5], x is not None, x == 5 or 1 / 0)
while x and (x := x - 1): print(x, end=" ")
print("done", x)
