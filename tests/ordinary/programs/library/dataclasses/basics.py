from dataclasses import dataclass, field, asdict, astuple, replace, fields, is_dataclass, FrozenInstanceError, KW_ONLY, make_dataclass, InitVar
@dataclass
class P:
    x: int
    y: int = 0
    tags: list = field(default_factory=list)
    hidden: str = field(default="h", repr=False, compare=False)
    def norm(self): return self.x + self.y
a, b = P(1), P(1, 2, ["t"])
print(a, b, a == P(1), a != b, a.norm(), asdict(b), astuple(b), replace(b, x=9), [f.name for f in fields(P)], is_dataclass(P), is_dataclass(a), P(y=5, x=4), a.tags is not P(1).tags, P.__match_args__, P.__annotations__)
@dataclass(order=True, frozen=True)
class V:
    major: int
    minor: int = 0
print(sorted([V(2), V(1, 5), V(1, 2)]), V(1) < V(2), {V(1): "h"}[V(1)], hash(V(1)) == hash(V(1)), max(V(1), V(3)))
for bad in ("setattr(V(1), 'major', 2)", "P()", "P(1, 2, 3, 4, 5)", "V(1) < 5", "hash(a)", "P(z=1)"):
    try:
        print(eval(bad))
    except Exception as e:
        print(bad, type(e).__name__, e)
@dataclass
class Base:
    id: int
    name: str = "n"
@dataclass
class Child(Base):
    extra: float = 1.5
    total: float = field(init=False)
    scale: InitVar[int] = 2
    def __post_init__(self, scale): self.total = self.extra * scale
print(Child(1), Child(1, "c", 2.0, 10))
@dataclass(kw_only=True)
class K:
    a: int
    b: int = 2
@dataclass
class Mixed:
    a: int
    _: KW_ONLY
    b: int = 5
print(K(a=1), Mixed(1, b=3))
@dataclass(slots=True, eq=False)
class S: v: int
print(S(3), S(3) == S(3), hasattr(S(1), "__dict__"), make_dataclass("D", ["x", ("y", int, 5)])(1))
try:
    @dataclass
    class Bad: x: list = []
except ValueError as e:
    print(e)
try:
    @dataclass
    class Bad2:
        x: int = 1
        y: int
except TypeError as e:
    print(e)
@dataclass
class Node:
    v: int
    kids: "list[Node]" = field(default_factory=list)
print(Node(1, [Node(2), Node(3, [Node(4)])]), asdict(Node(1, [Node(2)])))
@dataclass(repr=False)
class NR: x: int = 1
print(repr(NR()).startswith("<__main__.NR object at 0x"))
match P(3, 4):
    case P(x, y): print("matched", x, y)
