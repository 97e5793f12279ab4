def f(d):
    match d:
        case {"type": "circle", "r": r}: return f"circle {r}"
        case {"type": "rect", "w": w, "h": h}: return f"rect {w}x{h}"
        case {"pos": [x, y], **rest}: return f"pos {x},{y} rest {rest}"
        case {"a": {"b": {"c": c}}}: return f"deep {c}"
        case {1: one}: return f"one {one}"
        case {"k": (1 | 2) as k}: return f"k {k}"
        case {}: return "some mapping"
        case _: return "none"
for d in ({"type": "circle", "r": 2}, {"type": "rect", "w": 1, "h": 2, "extra": 0}, {"pos": (1, 2), "z": 3},
          {"a": {"b": {"c": 9}}}, {1: "x"}, {"k": 2}, {"k": 3}, {}, [], "s"):
    print(f(d))
from collections import defaultdict
print(f(defaultdict(int)))
match {"x": 1}:
    case {"x": int(v), **others}: print(v, others)
