def f(x):
    match x:
        case 0: return "zero"
        case 1 | 2 | 3: return "small"
        case -1: return "minus one"
        case 1.5: return "float"
        case "a" | "b": return "letter"
        case b"x": return "bytes"
        case None: return "none"
        case True: return "true"
        case 2 + 3j: return "complex"
        case str() as s if len(s) > 5: return f"long {s}"
        case str(): return "str"
        case other: return f"other {other!r}"
for v in (0, 1, 3, -1, 1.5, "a", b"x", None, True, False, 1.0, 2 + 3j, "longer text", "mid", [1], ()):
    print(repr(v), f(v))
def g(x):
    match x:
        case _: return "any"
print(g(1))
match 5:
    case 1: print("no")
    case 2: print("no")
print("nothing matched")
match 1, 2:
    case a, b: print(a, b)
match = 3
case = 4
_ = 5
print(match, case, _)
