"""Compiling a hostile source: it ends in an error or a limit, and the VM goes on."""

from __future__ import annotations

import pytest
from language_helpers import LIMITS

from pkhost import VM, Status

MANY = 20_000


def _nested(word: str, depth: int) -> str:
    lines = [" " * level + word for level in range(depth)]
    return "\n".join([*lines, " " * depth + "pass"])


HOSTILE = {
    "brackets": "(" * MANY,
    "brackets_closed": "(" * MANY + ")" * MANY,
    "attributes": "a" + ".a" * MANY,
    "calls": "a" + ".a()" * MANY,
    "subscripts": "a" + "[0]" * MANY,
    "sum": "x = 0\nx" + "+x" * MANY,
    "comparison": "1" + "<1" * MANY,
    "and": "1" + " and 1" * MANY,
    "not": "not " * MANY + "1",
    "power": "1" + "**1" * MANY,
    "lambdas": "lambda: " * MANY + "1",
    "conditional": "a if b else " * MANY + "c",
    "assignments": "x = " * MANY + "1",
    "decorators": "@f\n" * MANY + "def g(): pass",
    "elif": "if 0: pass\n" + "elif 0: pass\n" * MANY,
    "functions": _nested("def f():", 99),
    "classes": _nested("class A:", 99),
    "loops": _nested("while x:", 25),
    "with": "with " + ",".join("a" for _ in range(MANY)) + ": pass",
    "clauses": "[1 " + "for x in y " * MANY + "]",
    "comprehensions": "[" * 80 + "x" + " for x in y]" * 80,
    "pattern": "match 1:\n case " + "[" * MANY,
    "alternatives": "match 1:\n case " + "|".join(map(str, range(MANY))) + ": pass",
    "captures": "match 1:\n case [" + ",".join(f"a{i}" for i in range(300)) + "]: pass",
    "parameters": "def f(" + ",".join(f"a{i}" for i in range(300)) + "): pass",
    "keywords": "print(" + ",".join(f"a{i}=1" for i in range(MANY)) + ")",
    "variables": "def f():\n" + "".join(f" a{i} = 1\n" for i in range(MANY)) + " return a5",
    "cells": "def f():\n"
    + "".join(f" a{i} = 1\n" for i in range(300))
    + " return lambda: ("
    + ",".join(f"a{i}" for i in range(300))
    + ")",
    "names": "\n".join(f"a{i} = 1" for i in range(70_000)),
    "constants": "x = [" + ",".join(f'"s{i}"' for i in range(70_000)) + "]",
    "targets": ",".join("a" for _ in range(5_000)) + " = x",
    "digits": "x = " + "9" * 100_000,
    "finally": "for q in 1,:\n"
    + "".join(f"{' ' * i}try:\n{' ' * i} continue\n{' ' * i}finally:\n" for i in range(1, 18))
    + " " * 18
    + "pass",
}


@pytest.mark.parametrize("source", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_source_ends_in_an_error_or_a_limit(vm: VM, source: str) -> None:
    vm.reset()
    result = vm.run(source)
    assert result.status in (Status.OK, Status.ERROR, Status.MEMORY, Status.WALL_TIME), result
    if result.error is not None and result.status is Status.ERROR:
        assert result.error.type in ("SyntaxError", "NameError", "TypeError", "RecursionError")
    assert vm.run("print(6 * 7)").stdout == "42\n"


ORDINARY = """
def f(a, *b, c=1, **d):
    x = [i * a for i in range(3) if i]
    def g():
        nonlocal x
        x += [a]
        return f"{x!r:>20} {len(b):03}", {k: v for k, v in d.items()}
    try:
        with open(a) as file:
            match file.read().split():
                case [one, *others] if others: return one
                case {"k": v}: return v
    except (OSError, TypeError, NameError) as e:
        return type(e).__name__
    finally:
        g()
class C:
    def m(self): return super().__repr__
"""


def test_a_compilation_may_lack_memory_at_any_point() -> None:
    with VM(limits=LIMITS, dialect="python") as vm:
        used = vm.run("pass").usage.peak_memory
        ends = set()
        for extra in range(0, 400_000, 7_001):
            vm.reset()
            result = vm.run(ORDINARY * 20, limits=LIMITS.replace(memory=used + extra))
            ends.add(result.status)
            assert result.status in (Status.OK, Status.MEMORY), result
            assert vm.run("print(6 * 7)").stdout == "42\n"
        assert Status.MEMORY in ends


FULL = "f(" + "z, " * 250
FRAMES = {
    "module": ("x = " + FULL * 15 + "exec(code, d)" + ")" * 15, "exec"),
    "class": ("class A:\n x = " + FULL * 15 + "exec(code, d)" + ")" * 15, "exec"),
    "function": ("def g():\n x = " + FULL * 15 + "exec(code, d)" + ")" * 15 + "\ng()", "exec"),
    "expression": (FULL * 15 + "eval(code, d)" + ")" * 15, "eval"),
}


@pytest.mark.parametrize("form", FRAMES)
def test_frames_that_fill_the_value_stack_are_a_recursion_error(form: str) -> None:
    source, mode = FRAMES[form]
    with VM(limits=LIMITS, dialect="python") as vm:
        ran = vm.run(f"""
d = {{'z': 1, 'f': lambda *a: 1}}
d.update(d=d, code=compile({source!r}, 'q', {mode!r}))
for i in range(3):
    try:
        exec(d['code'], d)
    except RecursionError as e:
        print(e)
""")
        assert ran.stdout == "maximum recursion depth exceeded\n" * 3


def test_what_a_script_compiles_is_counted() -> None:
    source = "x = 1\n" * 1000
    with VM(limits=LIMITS, dialect="python") as vm:
        few = vm.run("compile('x = 1', '', 'exec')").usage.steps
        many = vm.run(f"compile({source!r}, '', 'exec')").usage.steps
        assert many - few > 1000
        endless = f"""
while True:
    try:
        compile({source!r}, '', 'exec')
    except BaseException as e:
        print(e)
"""
        assert vm.run(endless, limits=LIMITS.replace(steps=500_000)).status is Status.STEPS
        large = "compile('x = 1 + 2\\n' * 1_000_000, '', 'exec')"
        assert vm.run(large, limits=LIMITS.replace(steps=1_000_000)).status is Status.STEPS
        assert vm.run("print(6 * 7)").stdout == "42\n"


CHAINED = {
    "exceptions": "def link(x):\n    e = ValueError()\n    e.__context__ = x\n    return e\n",
    "sets": "def link(x): return frozenset([x])\n",
    "instances and sets": (
        "class A:\n    def __init__(self, x): self.near = {x}\ndef link(x): return A(x)\n"
    ),
    "lists in lists": "class L(list): pass\ndef link(x): return L([[x]])\n",
}


@pytest.mark.parametrize("link", CHAINED.values(), ids=CHAINED)
def test_garbage_collection_follows_a_chain_in_one_go(link: str) -> None:
    """Not a link in each pass over the heap: that would be minutes of processor time."""
    source = link + "x = None\nfor i in range(20_000): x = link(x)\n"
    source += "for i in range(40): y = 'a' * 10_000_000\n"
    limits = LIMITS.replace(memory="64MiB", cpu_time=10, wall_time=120)
    with VM(dialect="python", limits=limits) as vm:
        assert vm.run(source).status is Status.OK


def test_garbage_collection_does_not_look_into_large_ints() -> None:
    """One whose size, in limbs, is more than 16 bits looked like a value that points somewhere."""
    source = "kept = [(1 << n) - 1 for n in (2_500_000, 3_000_000, 4_500_000)]\n"
    source += "for i in range(20): y = 'a' * 10_000_000\nprint([n.bit_count() for n in kept])\n"
    with VM(dialect="python", limits=LIMITS.replace(memory="64MiB")) as vm:
        assert vm.run(source).stdout == "[2500000, 3000000, 4500000]\n"


@pytest.mark.parametrize("size", [3, None])
def test_a_cache_may_be_cleared_while_it_is_searched(size: int | None) -> None:
    """What it was stays until the search is over, though the garbage collector runs."""
    with VM(dialect="python", limits=LIMITS) as vm:
        ran = vm.run(f"""
import functools, gc
class K:
    def __hash__(self):
        f.cache_clear()
        gc.collect()
        self.new = [[i] * 20 for i in range(200)]
        return 1
    def __eq__(self, other):
        return hash(self) == 2
@functools.lru_cache({size})
def f(*keys):
    if len(keys) == 1: f(keys[0], K())
    return [1] * 100
print([len(f(K())) for i in range(20)] == [100] * 20)
""")
        assert ran.stdout == "True\n", ran
