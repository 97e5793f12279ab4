"""SyntaxErrors of names, blocks and code: the message and the place are this CPython's."""

from __future__ import annotations

import pytest
from language_helpers import check, cpython_311

from pkhost import VM

WRONG = """
return 1
---
class A:
    return 1
---
break
---
for x in y: pass
else: break
---
continue
---
def f(a, a): pass
---
def f(a, *, a): pass
---
lambda a, a: 1
---
def f():
    x = 1
    global x
---
def f():
    print(x)
    global x
---
def f(x):
    global x
---
def f(x):
    nonlocal x
---
nonlocal x
---
def f():
    nonlocal x
---
def f():
    def g():
        nonlocal x
---
def f():
    x: int
    global x
---
def f():
    global x
    x: int
---
def f():
    global x
    nonlocal x
---
x = 1
global x
---
def f():
    from os import *
---
class A:
    from os import *
---
[x := 1 for x in y]
---
[i for i in (x := y)]
---
class A:
    [(x := i) for i in y]
---
[[(x := i) for x in y] for i in z]
---
[(j := 1) for i in y for j in z]
---
yield 1
---
class A:
    yield 1
---
def f():
    [(yield x) for x in y]
---
def f():
    ((yield x) for x in y)
---
def f():
    {(yield x) for x in y}
---
await x
---
def f():
    await x
---
async def f():
    yield from x
---
async def f():
    yield 1
    return 2
---
def f():
    [x async for x in y]
---
[x async for x in y]
---
def f():
    [await x for x in y]
---
def f():
    async with x: pass
---
def f():
    async for x in y: pass
---
async with x: pass
---
f(a=1, a=2)
---
class A(x=1, x=2): pass
---
__debug__ = 1
---
def f(__debug__): pass
---
f(__debug__=1)
---
x.__debug__ = 1
---
for __debug__ in x: pass
---
import __debug__
---
del __debug__
---
*a = 1
---
*a, *b = c
---
print(*a)
*a
---
x = *a
---
del *a
---
try: pass
except: pass
except A: pass
---
try: pass
except* A:
    break
---
for x in y:
    try: pass
    except* A:
        break
---
def f():
    try: pass
    except* A:
        return 1
---
match x:
    case a: pass
    case b: pass
---
match x:
    case _: pass
    case b: pass
---
match x:
    case [a, a]: pass
---
match x:
    case [a] | [b]: pass
---
match x:
    case a | 1: pass
---
match x:
    case [*a, *b]: pass
---
match x:
    case A(x=1, x=2): pass
---
match x:
    case {'a': 1, 'a': 2}: pass
---
match x:
    case {**rest, 'a': 1}: pass
---
from __future__ import foo
---
from __future__ import braces
---
x = 1
from __future__ import annotations
---
def f():
    from __future__ import annotations
---
def f():
    class A:
        nonlocal y
---
class A:
    nonlocal x
---
class A:
    x = 1
    global x
---
(a, b): int = 1
---
lambda: (yield)
---
x = (yield)
---
def f(*, a, **a): pass
---
def f(a=(yield)): pass
---
async def f():
    def g():
        await x
---
async def f():
    class A:
        await x
---
async def f():
    lambda: await x
---
with a as b.c, (d as e): pass
---
for x in range(3):
    def f():
        break
---
while 1:
    class A:
        continue
---
def f(): return (yield from x)
class B:
    def g(self): yield from self
    z = [(yield) for x in y]
---
'a' is 1
---
assert (1, 'x')
---
def f():
    global a, b
    print(a)
    global a
---
def f():
    print(a); nonlocal a
---
def f():
    import os
    global os
---
def f():
    for i in range(2): pass
    global i
---
def f():
    def g(): pass
    global g
---
lambda x, *x: 1
---
def f():
    x += 1
    global x
---
a = [*b for b in c]
---
def f(a, b, c, d, a=1): pass
---
x: (yield) = 1
---
def f(x: (yield)): pass
---
def f():
    (x): int
    global x
---
def f(): (yield) = 1
---
if 1:
    try:
        for i in x:
            try: continue
            finally: break
    finally: pass
---
async def f():
    async for x in y: yield x
    await (lambda: (yield))()
---
print(f'{await x}')
---
del f()
---
(x for x in y) = 1
---
a, b += 1
---
(a := 1) = 2
---
x = yield = 1
"""
"""Sources apart from each other, most of which do not compile."""

COMPILE = """
for source in SOURCES:
    try:
        compile(source + "\\n", "x.py", "exec")
        print("fine")
    except SyntaxError as e:
        print((e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset or e.offset))
"""


@cpython_311
@pytest.mark.filterwarnings("ignore::SyntaxWarning")
def test_syntax_errors_of_names_and_blocks(vm: VM) -> None:
    sources = WRONG.strip("\n").split("\n---\n")
    assert len(sources) > 100
    check(vm, f"SOURCES = {sources!r}\n{COMPILE}")
