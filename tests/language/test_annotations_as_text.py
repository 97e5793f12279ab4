"""from __future__ import annotations: the text that CPython makes of an annotation."""

from __future__ import annotations

from language_helpers import check, cpython_311

from pkhost import VM


@cpython_311
def test_annotations_as_text(vm: VM) -> None:
    check(
        vm,
        """
from __future__ import annotations
def f(a: int|str,
    b: 'x' = 1, *c: list [ int ],
    d:   dict[str,int]=2,
    **e: (1+2)*3) \\
    -> lambda x, *y, z=1: x: ...
print(f.__annotations__)
def g(a: x if y else z,
    b: not a,
    c: a and b or c,
    d: -x ** 2,
    e: (-x) ** 2,
    f: a < b < c,
    g: [i for i in x if y],
    h: {1:2, **k},
    i: {1, 2},
    j: (1,),
    k: (),
    l: x[1:2, ::3],
    m: f(a, *b, c=1, **d),
    n: "str'ing",
    o: b'by',
    p: 1e10,
    q: 1j,
    r: ...,
    s: None,
    t: f'{a!r:>{w}} x',
    u: await_,
    v: (yield_),
    w: x.y.z,
    x: lambda: 1,
    z: 0x10,
    a1: lambda *y: 1,
    a2: lambda **k: 2,
    a3: lambda a, /, b=1, *, c=3: (a, b),
    a4: 1e400,
    a5: 2.5j,
    a6: f(x for x in y),
    a7: f((x for x in y), 2),
    a8: f"{{}}{ {1:2} }",
    a9: 'a' f'{b}',
    b1: True,
    b2: 10**100,
    b3: 123456789012345678901234567890,
    b4: {a: b for a, b in c if d if e},
    *b6: *Ts) \\
    -> (1, 2): ...
for k, v in g.__annotations__.items(): print(k, v)
class C:
    x: List[ "int" ] = 1
    y: Optional[ Dict[str,  'C'] ]
    z: a@b // c % d << e & f | g ^ h
    w: (a, b)
    v: a[b, c]
    u: a[(b, *c)]
    t: a is not b
    s: a not in b
    r: 'a' 'b'
    q: 1_000
    p: "quo\\"te\\n"
    o: (x for x in y)
    n: {k: v for k, v in z}
    m: ~a
    l: +a
    j: a if b else (c if d else e)
    i: (a if b else c) if d else e
    h: 1 .real
    g: 1.0.real
    f: (a.b)(c)
    e: a ** -b
    d: a ** b ** c
    c: (a ** b) ** c
    b: not (a and b)
    a: a - (b - c)
    bb: (lambda: 1)()
    cc: (a or b) and c
    dd: a[1:2][::2][:]
    ee: "é\\u200b"
    ff: a == (b == c)
    gg: (not a) == b
    hh: -(a + b)
    ii: a[b,]
    jj: a[lambda: 1]
    kk: {*a, *b}
    ll: [*a, (b, c)]
print(C.__annotations__)
""",
    )


def test_a_deep_annotation_is_an_error_or_a_text(vm: VM) -> None:
    for source in ("[" * 3000 + "]" * 3000, "a" + ".b" * 20_000, "-" * 20_000 + "1"):
        result = vm.run("from __future__ import annotations\nx: " + source)
        assert result.error is None or result.error.type in ("SyntaxError", "MemoryError"), result
