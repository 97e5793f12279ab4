from __future__ import annotations
x: int = 3
y: undefined_type
z: "list[int]" = []
print(x, z, __annotations__)
class C:
    a: int
    b: str = "b"
    c: list[undefined] = []
    (d): int = 4
print(C.__annotations__, C.b, C.d, hasattr(C, "a"))
def f(p: int, q: "str" = "q", *args: float, k: SomeType | None = None, **kw: dict[str, int]) -> list[int]:
    local: int = 5
    other: str
    return [local]
print(f.__annotations__, f(1))
class D:
    def __init__(self):
        self.value: int = 1
        self.items: list[str] = []
print(D().value, D().items)
d = {}
d["k"]: int = 5
print(d)
