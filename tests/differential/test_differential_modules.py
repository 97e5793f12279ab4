"""Modules in Python: collections, datetime, functools, dataclasses, heapq, bisect, operator."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from differential_helpers import Intended, Raised, differences, product, unintended
from pkhost import VM

DATES = "from datetime import date, datetime, time, timedelta"
YEARS = [-1, 0, 1, 4, 1900, 2000, 2023, 2024, 9999, 10000]
DAYS = [-1, 0, 1, 28, 29, 30, 31, 32]
PARTS = [-1, 0, 1, 23, 24, 59, 60, 61]
DELTAS = [0, 1, -1, 0.5, -1.5, 86400, 10**9, -(10**9), 999999999, 1e-7, 12345.678901]
DATE = "date(2024, 2, 29)"
MOMENT = "datetime(2024, 2, 29, 13, 5, 9, 70)"

DATETIME = {
    "str(date(a, b, c))": product(YEARS, [-1, 0, 1, 2, 4, 12, 13], DAYS),
    "repr(date(a, b, c))": product([2023, 2024], [2, 3], DAYS),
    "date(a, 1, 1).toordinal()": product(YEARS),
    "str(date.fromordinal(a))": product([-1, 0, 1, 365, 366, 730000, 3652059, 3652060]),
    "str(time(a, b, c, d))": product(PARTS, PARTS, PARTS, [-1, 0, 1, 999999, 1000000]),
    "repr(time(a, b, c, d))": product([0, 3], [0, 4], [0, 5], [0, 6]),
    "repr(datetime(2024, 1, 2, a, b, c, d))": product([0, 24], [0, 4], [0, 60], [0, 6]),
    "str(datetime(2024, 1, 2, a, b, c, d))": product([0, 23], [0, 59], [0, 59], [0, 6]),
    "tuple(date(a, b, c).isocalendar())": product([1, 2020, 2021, 2024], [1, 12], [1, 2, 3, 31]),
    "date(a, 5, 6).weekday()": product([1, 2000, 2023, 9999]),
    f"str({DATE}.replace(year=a))": product(YEARS),
    f"str({DATE}.replace(month=a, day=b))": product([1, 2, 4, 13], DAYS),
    f"str({MOMENT}.replace(hour=a, microsecond=b))": product(PARTS, [0, 5, 1000000]),
    **{
        f"repr(timedelta({name}=a))": product(DELTAS)
        for name in ("days", "hours", "minutes", "seconds", "milliseconds", "microseconds", "weeks")
    },
    "str(timedelta(a, b, c))": product([0, 1, -1, 2], [0, -1, 86399, 3600], [0, -1, 5]),
    "timedelta(a, b).total_seconds()": product([0, 1, -1, 365], [0, 0.1, -1]),
    "timedelta(days=a).days": product([999999999, 1000000000, -999999999, -1000000000]),
    "(timedelta(a) < timedelta(b), timedelta(a) == timedelta(b))": product(DELTAS[:4], DELTAS[:4]),
    "repr(timedelta(0, a) * b)": product([0, 1, -7], [0, 3, -2, 0.5, 0.1]),
    "repr(timedelta(0, a) / b)": product([0, 1, -7, 5], [3, -2, 0.5, 7, 0]),
    "repr(timedelta(0, a) // b)": product([0, 1, -7, 5], [3, -2, 7]),
    "timedelta(a) / timedelta(b)": product([0, 1, -7], [3, -2, 0]),
    "repr(timedelta(a) % timedelta(b))": product([0, 1, -7], [3, -2, 0]),
    "repr(-timedelta(a, b))": product([0, 1], [0, 5]),
    "repr(abs(timedelta(a, b)))": product([0, 1, -1], [0, 5]),
    "bool(timedelta(a))": product([0, 1, 1e-9]),
    f"str({DATE} + timedelta(a))": product([0, 1, -1, 366, 0.9, -0.1, 10**7, -(10**7)]),
    f"str({MOMENT} + timedelta(a, b))": product([0, 1, -1, 10**7], [0, 1, -50000, 0.25]),
    f"str({MOMENT} - timedelta(a, b))": product([0, 1, -1, 10**7], [0, 1, -50000, 0.25]),
    "str(date(a, 3, 1) - date(b, 3, 1))": product([1, 2000, 2024], [1, 2000, 2024]),
    f"str({MOMENT} - datetime(a, 1, 1, b))": product([1, 2024], [0, 23]),
    "(date(a, 1, 2) < date(b, 1, 1), date(a, 1, 1) >= date(b, 1, 1))": product([1, 2], [1, 2]),
    "date(2024, 1, 1) == a": product([None, 1, "2024-01-01"]),
    "date(2024, 1, 1) < a": product([None, 1]),
    "date(2024, 1, 1) == datetime(2024, 1, 1, a)": product([0]),
    "date(2024, 1, 1) < datetime(2024, 1, 1, a)": product([0]),
    "len({date(2024, 1, 1): 1, date(2024, 1, a): 2})": product([1, 2]),
    "str(date.fromisoformat(a))": product(["2024-02-29", "2024-02-30", "2024-2-3", "", "x" * 10]),
    "str(datetime.fromisoformat(a))": product(
        ["2024-02-29", "2024-02-29T12:30", "2024-02-29 12:30:59.123456", "2024-02-29T25:00", ""]
    ),
    f"{MOMENT}.strftime(a)": product(
        ["%Y-%m-%d", "%H:%M:%S.%f", "%I %p", "%a %A %b %B", "%j %y %w %u", "%%", "", "é%dé",
         "%c", "%x %X", "%D %T %F %R"]
    ),
    "str(datetime.strptime(a, b))": product(
        ["2024-02-29", "2024-02-30", "29/2/24", "12:30:01", "Feb 9 2024", "3:05 PM", "", "2024060"],
        ["%Y-%m-%d", "%d/%m/%y", "%H:%M:%S", "%b %d %Y", "%I:%M %p", "%Y%j", "%q"],
    ),
    f"{MOMENT}.isoformat(sep=' ', timespec=a)": product(
        ["auto", "hours", "minutes", "seconds", "milliseconds", "microseconds", "x"]
    ),
    "str(datetime.combine(date(2024, 1, 1), time(a)))": product([0, 5]),
    "(str(date.min), str(date.max), str(datetime.max), str(timedelta.max), a)": product([0]),
}  # fmt: skip


@pytest.mark.parametrize("code", DATETIME)
def test_datetime(vm: VM, code: str) -> None:
    found = differences(vm, code, DATETIME[code], setup=DATES)
    assert unintended(found, []) == []


ORDINAL = st.integers(1, 3652059)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(ORDINAL, ORDINAL, st.integers(-100000, 100000),
                          st.integers(-(10**12), 10**12)), max_size=40))  # fmt: skip
def test_any_date(vm: VM, cases: list[tuple[int, int, int, int]]) -> None:
    found = []
    for code in (
        "str(date.fromordinal(a))",
        "str(date.fromordinal(a) - date.fromordinal(b))",
        "tuple(date.fromordinal(a).isocalendar())",
        "str(datetime.fromordinal(a) + timedelta(c, 0, d))",
        "str(timedelta(c, d % 100000, d) // 7)",
        "(timedelta(c, 0, d) < timedelta(0, c), timedelta(c) / timedelta(0, c or 1))",
    ):
        found += differences(vm, code, cases, setup=DATES)
    assert unintended(found, []) == []


COLLECTIONS = "from collections import Counter, defaultdict, deque"
ITEMS = [[], [1], [3, 1, 2], [1, 1, 2, 1], list(range(20))]

CONTAINERS = {
    "repr(Counter(a))": product([*ITEMS, "abracadabra", {"k": 3}, None]),
    "Counter(a)[b]": product(ITEMS, [1, 9]),
    "Counter(a).most_common(b)": product(ITEMS, [None, 0, 1, 2]),
    "repr(Counter(a) + Counter(b))": product(ITEMS, ITEMS),
    "repr(Counter(a) - Counter(b))": product(ITEMS, ITEMS),
    "repr(Counter(a) & Counter(b))": product(ITEMS, ITEMS),
    "repr(Counter(a) | Counter(b))": product(ITEMS, ITEMS),
    "Counter(a) == Counter(b)": product(ITEMS, ITEMS),
    "[c.update(b) or c.subtract([1]) or repr(c) for c in [Counter(a)]]": product(ITEMS, ITEMS),
    "list(Counter(a).elements())": product(ITEMS),
    "dict(list(Counter(a).items())) == {1: 1}": product(ITEMS),
    "[(d[b], b in d, repr(d)) for d in [defaultdict(list, {1: a})]]": product(ITEMS, [1, 2]),
    "defaultdict(None)[a]": product([1]),
    "defaultdict(a)": product([1, "x"]),
    "repr(deque(a, b))": product(ITEMS, [None, 0, 1, 2, 99, -1]),
    "[(d.append(b), d.appendleft(b), list(d), len(d)) for d in [deque(a, c)]]": product(
        ITEMS, [7], [None, 0, 1, 3]
    ),
    "[(d.rotate(b), list(d)) for d in [deque(a)]]": product(ITEMS, [-30, -1, 0, 1, 2, 30]),
    "[(d.pop(), list(d)) for d in [deque(a)]]": product(ITEMS),
    "[(d.popleft(), list(d)) for d in [deque(a)]]": product(ITEMS),
    "[(d.extendleft(b), d.extend(b), list(d)) for d in [deque(a)]]": product(ITEMS, ITEMS),
    "[(d.extend(d), list(d)) for d in [deque(a)]]": product(ITEMS),
    "deque(a)[b]": product(ITEMS, [-3, -1, 0, 2, 5, -25]),
    "[(d.reverse(), d.append(8), list(d)) for d in [deque(a)]]": product(ITEMS),
    "deque(a).index(b)": product(ITEMS, [1, 3]),
    "deque(a).index(1, b, c)": product(ITEMS, [-3, 0, 1, 2], [-1, 2, 9]),
    "[(d.insert(b, 9), list(d)) for d in [deque(a)]]": product(ITEMS, [-30, -1, 0, 1, 30]),
    "[(d.remove(b), list(d)) for d in [deque(a)]]": product(ITEMS, [1, 9]),
    "deque(a) == deque(b)": product(ITEMS, ITEMS),
    "deque(a) == b": product(ITEMS, ITEMS),
    "(deque(a).count(1), 1 in deque(a), bool(deque(a)))": product(ITEMS),
    "list(reversed(deque(a)))": product(ITEMS),
}


@pytest.mark.parametrize("code", CONTAINERS)
def test_collections(vm: VM, code: str) -> None:
    assert unintended(differences(vm, code, CONTAINERS[code], setup=COLLECTIONS), []) == []


NUMBERS = st.lists(st.integers(-5, 5), max_size=12)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(NUMBERS, st.integers(-6, 6)), max_size=30))
def test_heaps_and_bisection(vm: VM, cases: list[tuple[list[int], int]]) -> None:
    setup = (
        "import heapq, bisect\n"
        "def drain(heap):\n    return [heapq.heappop(heap) for _ in range(len(heap))]\n"
        "def after(f, *args):\n    return f(*args), args[0]\n"
    )
    found = []
    for code in (
        "after(heapq.heapify, a)",
        "[heapq.heapify(a), heapq.heappush(a, b), drain(a)]",
        "[heapq.heapify(a), heapq.heappushpop(a, b), a]",
        "[heapq.heapify(a), heapq.heapreplace(a, b), a]",
        "bisect.bisect_left(sorted(a), b)",
        "bisect.bisect_right(sorted(a), b, 1)",
        "[bisect.insort(c, b) or c for c in [sorted(a)]]",
    ):
        found += differences(vm, code, cases, setup=setup)
    assert unintended(found, []) == []


FUNCTOOLS = """
import functools
calls = []
def record(*args, **kwargs):
    calls.append((args, kwargs))
    return args
def count_of(wrapped, arguments):
    calls.clear()
    for argument in arguments:
        wrapped(argument)
    return len(calls)
class Holder:
    @functools.cache
    def double(self, n):
        return n * 2
def show(*args, **kwargs):
    return args, kwargs
"""
RUNS = [[], [1, 1, 1], [1, 2, 3, 1, 2, 3], [1, 2, 1, 3, 1, 2]]
FUNCTIONS = {
    "count_of(functools.cache(record), a)": product(RUNS),
    "count_of(functools.lru_cache(record), a)": product(RUNS),
    "count_of(functools.lru_cache(maxsize=b)(record), a)": product(RUNS, [None, 0, 1, 2, 9, -1]),
    "Holder().double(a)": product([3]),
    "functools.reduce(lambda x, y: x - y, a)": product(RUNS),
    "functools.reduce(lambda x, y: x - y, a, 5)": product(RUNS),
    "functools.partial(show, 1, k=a)(2, k=b, j=3)": product([1], [2]),
    "functools.partial(a)": product([1, None]),
}


@pytest.mark.parametrize("code", FUNCTIONS)
def test_functools(vm: VM, code: str) -> None:
    assert unintended(differences(vm, code, FUNCTIONS[code], setup=FUNCTOOLS), []) == []


DATACLASSES = """
from dataclasses import dataclass, asdict
from typing import ClassVar
@dataclass
class Base:
    x: int
    y: int = 2
    kind: ClassVar[str] = 'base'
@dataclass
class Derived(Base):
    z: int = 3
    def __post_init__(self):
        self.sum = self.x + self.y + self.z
def make(cls, *args, **kwargs):
    made = cls(*args, **kwargs)
    return repr(made), asdict(made), getattr(made, 'sum', None)
def mutable():
    @dataclass
    class Wrong:
        items: list = []
"""
CLASSES = {
    "make(Base, a)": product([1, None]),
    "make(Base, a, b)": product([1], [5]),
    "make(Base, a, b, 7)": product([1], [5]),
    "make(Base, y=a)": product([1]),
    "make(Base, a, x=b)": product([1], [5]),
    "make(Base, a, q=b)": product([1], [5]),
    "make(Derived, a, z=b)": product([1], [5]),
    "make(Derived, x=a, y=b)": product([1], [5]),
    "Base(a) == Base(b)": product([1, 2], [1, 2]),
    "Base(a) == b": product([1], [1, None]),
    "Base(a) != Derived(b)": product([1], [1, 2]),
    "asdict(Base(Base(a), [Base(b), {'k': Base(b)}, (Base(b),)]))": product([1], [2]),
    "{Base(a): 1}": product([1]),
}


@pytest.mark.parametrize("code", CLASSES)
def test_dataclasses(vm: VM, code: str) -> None:
    setup = DATACLASSES[: DATACLASSES.index("def mutable")]
    assert unintended(differences(vm, code, CLASSES[code], setup=setup), []) == []


OPERATORS = ["lt", "le", "eq", "ne", "gt", "ge", "add", "sub", "mul", "floordiv", "mod", "and_",
             "or_", "xor", "contains", "getitem", "is_", "is_not"]  # fmt: skip


@pytest.mark.parametrize("name", OPERATORS)
def test_operator(vm: VM, name: str) -> None:
    cases = product([0, 1, -7, "a", [1, 2]], [0, 1, 3, "a", [1]])
    cases = [c for c in cases if not (name.startswith("is") and type(c[0]) is list)]
    setup = "import operator\n"
    there = Intended(
        "lists have no order, and texts do not multiply from the left",
        (),
        lambda d: isinstance(d.here, Raised) and d.here.type == "TypeError",
    )
    assert unintended(differences(vm, f"operator.{name}(a, b)", cases, setup=setup), [there]) == []
