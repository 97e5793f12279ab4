from enum import Enum
class Color(Enum):
    RED = 1
    BLUE = 2
class K:
    limit = 10
    class In:
        deep = "deep"
def f(x):
    match x:
        case Color.RED: return "red"
        case Color.BLUE: return "blue"
        case K.limit: return "limit"
        case K.In.deep: return "deep"
        case n if (half := n) and False: return "never"
        case [Color.RED, c]: return "pair", c
        case _ if x == 7: return "seven"
        case {"color": Color() as c}: return c.name
        case n: return n, half
for v in (Color.RED, Color.BLUE, 10, "deep", [Color.RED, 5], 7, {"color": Color.BLUE}, 99): print(f(v))
def ev(node):
    match node:
        case ("+", a, b): return ev(a) + ev(b)
        case ("*", a, b): return ev(a) * ev(b)
        case ("neg", a): return -ev(a)
        case ("let", str(name), value, body) if name.isidentifier(): return (name, ev(value), body)
        case int() | float() as n: return n
        case bad: raise ValueError(f"bad node {bad!r}")
print(ev(("+", 1, ("*", 2, ("neg", 3)))), ev(("let", "x", 3, "body")))
try:
    ev(("?", 1))
except ValueError as e:
    print(e)
def command(line):
    match line.split():
        case ["go", ("north" | "south" | "east" | "west") as d]: return "going " + d
        case ["get", obj] | ["pick", "up", obj]: return "got " + obj
        case ["drop", *objs] if objs: return "dropped " + ",".join(objs)
        case ["quit" | "exit"]: return "bye"
        case [verb, *_]: return "unknown verb " + verb
        case []: return "say something"
for l in ("go north", "go up", "pick up lamp", "get key", "drop a b", "drop", "exit", ""): print(command(l))
x = 0
match [1, [2, 3]]:
    case [a, [b, 4]]: print("no")
    case [a, [b, c]]: print(a, b, c)
