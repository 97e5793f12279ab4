"""Answers that were wrong and that nobody noticed: each is CPython's now, or an exception."""

from __future__ import annotations

import subprocess
import sys

import pytest

from pkhost import Limits, Status, run_script

LIMITS = Limits(steps=5_000_000, memory="16MiB", wall_time=30)

PROGRAMS = {
    "constants that differ behind a NUL": """
values = ['a\\0b', 'a\\0c', 'a']
print(repr(values), 'a\\0b' == 'a\\0c', values.index('a\\0c'), {'a\\0b': 1, 'a\\0c': 2})
print(sorted(['b\\0', 'b', 'a\\0z', 'a']), 'a\\0b' < 'a\\0c', '\\0' in 'abc', 'a\\0' in 'ab')
""",
    "a NUL is printed": """
print('a\\0b', 'c\\0', sep='\\0', end='\\0\\n')
""",
    "members that raise": """
from enum import Enum
try:
    class Broken(Enum):
        A = 1
        B = 2
        def __init__(self, *arguments):
            if arguments[-1] == 2:
                raise ValueError('no ' + str(arguments[-1]))
except ValueError as error:
    print('caught', error)
print('on it goes')
class Sound(Enum):
    A = 1
    def shout(self):
        return self.name + '!'
print(Sound.A, Sound.A.value, Sound.A.shout(), Sound.A == Sound.A)
""",
    "generators that raise StopIteration": """
def direct():
    yield 1
    raise StopIteration
def through_next():
    yield 1
    next(iter([]))
    yield 2
def subclass():
    class_of_its_own = Stop
    yield 1
    raise class_of_its_own()
class Stop(StopIteration): pass
for f in (direct, through_next):
    seen = []
    try:
        for x in f():
            seen.append(x)
    except RuntimeError as error:
        seen.append(str(error))
    print(seen)
    try:
        print(list(f()))
    except RuntimeError as error:
        print(error)
def fine():
    yield 1
    return
print(list(fine()), [x for x in fine()])
g = fine()
print(next(g), next(g, 'over'), next(g, 'over'))
""",
    "generators in themselves": """
def again():
    yield next(generator)
generator = again()
try:
    next(generator)
except ValueError as error:
    print(error)
""",
    "ties": """
print(min((1, 'b'), (1, 'a'), key=lambda p: p[0]), max((1, 'b'), (1, 'a'), key=lambda p: p[0]))
print(min(1, 1.0), max(1, 1.0), min([2, 1, 1.0]), list(zip()), list(reversed([1, 2])))
""",
    "in-place changes of a deque that is iterated": """
from collections import deque
d = deque([1, 2, 3])
try:
    for x in d:
        d.append(x)
except RuntimeError as error:
    print(error)
print(d)
""",
    "dict views of subclasses": """
from collections import Counter, defaultdict
c = Counter('banana')
c.update('nab')
print(c, c['z'], 'z' in c, c.most_common(1), sorted(c.elements()))
d = defaultdict(list)
d['a'].append(1)
print(d, d.get('b'), 'b' in d)
try:
    d.pop('b')
except KeyError as error:
    print('KeyError', error)
""",
    "methods that are cached": """
from functools import lru_cache, cache
class Squares:
    def __init__(self):
        self.asked = 0
    @lru_cache
    def of(self, n):
        self.asked += 1
        return n * n
s = Squares()
print(s.of(3), s.of(3), s.asked)
@lru_cache(maxsize=None)
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(60))
""",
}  # fmt: skip


@pytest.mark.parametrize("program", PROGRAMS.values(), ids=PROGRAMS)
def test_as_in_cpython(program: str) -> None:
    done = subprocess.run(
        [sys.executable, "-I", "-X", "utf8", "-c", program],
        capture_output=True,
        check=True,
        timeout=60,
    )
    result = run_script(program, limits=LIMITS)
    assert result.ok, result
    assert result.stdout.encode() == done.stdout


@pytest.mark.parametrize("call", ["exec({})", "eval({})", "compile({}, 'x', 'eval')"])
def test_source_ends_at_no_nul(call: str) -> None:
    result = run_script(call.format(r"'1\0('"))
    assert result.error is not None
    assert result.error.type == "SyntaxError"
    assert run_script(call.format("'1'")).ok


def test_a_module_is_not_found_up_to_a_nul() -> None:
    result = run_script(r"__import__('math\0x')")
    assert result.error is not None
    assert result.error.type in {"ImportError", "ModuleNotFoundError"}


def test_replacing_nothing_costs_its_result() -> None:
    assert run_script("'abc'.replace('', '-')").value == "-a-b-c-"
    assert run_script("len(('a' * 100000).replace('', '-'))").value == 200001
    huge = run_script("('a' * 1000000).replace('', '-' * 1000000)", limits=LIMITS)
    assert huge.status is Status.MEMORY


def test_searching_is_linear_in_the_worst_case() -> None:
    """A moment, where a quadratic search takes minutes: the limit is far from both."""
    text, what = "'a' * 4000000", "'a' * 2000000 + 'b'"
    for code in ("t.find(w)", "t.count(w)", "w in t", "t.split(w)", "t.replace(w, '')"):
        source = f"t = {text}\nw = {what}\n{code}\n1"
        limits = Limits(memory="64MiB", wall_time=None, cpu_time=5)
        assert run_script(source, limits=limits).value == 1


def test_a_member_that_raises_leaves_the_vm_whole() -> None:
    source = """
from enum import Enum
class Broken(Enum):
    A = 1
    def __init__(self, *arguments):
        raise ValueError('lost')
"""
    result = run_script(source)
    assert result.error is not None
    assert (result.error.type, result.error.message) == ("ValueError", "lost")


def test_a_member_that_does_not_end_is_stopped() -> None:
    source = """
from enum import Enum
try:
    class Endless(Enum):
        A = 1
        def __init__(self, *arguments):
            while True: pass
except Exception:
    print('caught')
"""
    result = run_script(source, limits=Limits(steps=10000))
    assert result.status is Status.STEPS
    assert result.stdout == ""
