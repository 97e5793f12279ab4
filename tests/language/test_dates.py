# ruff: noqa: E501  (programs)
"""Plain arithmetic of dates in C (csrc/engine/python/dates.c), against this CPython's datetime."""

from __future__ import annotations

import pytest
from language_helpers import check

from pkhost import VM

SETUP = """
from datetime import *
import datetime as module
d, e = date(2000, 2, 28), date(1999, 12, 31)
t, u = datetime(2000, 2, 28, 23, 59, 59, 999999), datetime(1, 1, 1)
z = datetime(2000, 1, 1, tzinfo=timezone(timedelta(hours=2)))
one, most, least = timedelta(1), timedelta.max, timedelta.min
def show(text): # what errors say is that of CPython's datetime.py, which is not what its C says
    try: value = eval(text)
    except Exception as error: value = type(error).__name__
    print(text, type(value).__name__, value)
class Derived(date): pass
class Moment(datetime): pass
class Length(timedelta): pass
class Other:
    def __radd__(self, other): return 'radd'
    def __rsub__(self, other): return 'rsub'
    def __gt__(self, other): return 'gt'
    def __eq__(self, other): return 'eq'
"""
PARTS = ["d", "e", "t", "u", "z", "one", "most", "least", "timedelta(hours=-1)", "timedelta(0)"]
PARTS += ["Derived(2000, 3, 1)", "Moment(2000, 3, 1, 5)", "Length(2)", "Other()", "5", "None"]
PARTS += ["date.max", "date.min", "datetime.max", "timedelta(microseconds=1)"]
MADE = [
    "date(2000, 2, 29)",
    "date(1900, 2, 29)",
    "date(0, 1, 1)",
    "date(10000, 1, 1)",
    "date(2000)",
]
MADE += [
    "date(2000, 13, 1)",
    "date(2000, 1, 0)",
    "date('a', 1, 1)",
    "date(1.0, 1, 1)",
    "date(True, True, True)",
]
MADE += [
    "date(year=2000, month=1, day=2)",
    "datetime(2000, 1, 1, 24)",
    "date(2000, 1, 1, 1)",
]
MADE += [
    "datetime(2000, 1, 1, 1, 60)",
    "datetime(2000, 1, 1, 1, 1, 1, 1000000)",
    "datetime(2000, 1, 1, fold=1).fold",
]
MADE += [
    "datetime(2000, 1, 1, fold=2)",
    "datetime(2000, 1, 1, tzinfo=5)",
    "datetime(2000, 1, 1, 1, 2, 3, 4, None)",
]
MADE += [
    "timedelta()",
    "timedelta(1, 2, 3, 4, 5, 6, 7)",
    "timedelta(1.5)",
    "timedelta(seconds=-1)",
    "timedelta(weeks=1, hours=-1)",
]
MADE += [
    "timedelta(999999999, 86399, 999999)",
    "timedelta(10**9)",
    "timedelta(-999999999, -1)",
    "timedelta('a')",
]
MADE += [
    "timedelta(milliseconds=2**30)",
    "timedelta(microseconds=-10**20)",
    "timedelta(1, fold=2)",
    "timedelta(True)",
]
MADE += [
    "Derived(2000, 1, 1) + one",
    "type(Derived(2000, 1, 1) + one).__name__",
    "Moment(2000, 1, 1) - one",
    "Length(5)",
]
MADE += [
    "hash(d) == hash(date(2000, 2, 28))",
    "{one: 1}[timedelta(hours=24)]",
    "d in [e, d]",
    "max(d, e)",
]
MADE += [
    "date.fromordinal(0)",
    "date.fromordinal(3652059)",
    "date.fromordinal(3652060)",
    "date.fromordinal(1)",
    "d.toordinal()",
]
MADE += [
    "date.__add__(d, one)",
    "date.__add__(5, one)",
    "timedelta.__add__(one, 5)",
    "date.__add__(d)",
    "sum([one, one], timedelta())",
]
MADE += [
    "t.isoformat()",
    "t.weekday()",
    "d.isocalendar()",
    "d.replace(year=1999)",
    "d.strftime('%A %j')",
    "t.timetuple()[:8]",
]


@pytest.mark.parametrize("left", PARTS)
def test_operators(vm: VM, left: str) -> None:
    calls = [
        f"{left} {operator} {right}"
        for right in PARTS
        for operator in ("+", "-", "<", "<=", "==", "!=", ">", ">=")
    ]
    check(vm, SETUP + "".join(f"show({call!r})\n" for call in calls))


def test_making(vm: VM) -> None:
    check(vm, SETUP + "".join(f"show({call!r})\n" for call in MADE))


def test_every_day_of_some_years(vm: VM) -> None:
    """The calendar, from day to day and back, and its numbers."""
    check(
        vm,
        """
        from datetime import *
        for start in (date(1, 1, 1), date(1599, 12, 1), date(1899, 11, 1), date(1999, 12, 30), date(9996, 12, 30)):
            day, number, total = start, start.toordinal(), 0
            for _ in range(1090):
                total = (total * 31 + day.year * 400 + day.month * 32 + day.day + day.weekday()) % 1000003
                assert date.fromordinal(number) == day and day.toordinal() == number and day - start == timedelta(number - start.toordinal())
                day += timedelta(days=1)
                number += 1
            print(start, day, total, day - timedelta(1090) == start)
        moment, step = datetime(2023, 12, 31, 23, 0, 0, 5), timedelta(hours=7, microseconds=999999)
        for _ in range(500):
            moment = moment + step
        print(moment, moment - step * 500, (moment - datetime(2024, 1, 1)).total_seconds())
        """,
    )


def test_garbage_is_collected_in_between(vm: VM) -> None:
    """The methods that were there before are kept, and so is what is made."""
    check(
        vm,
        """
        import gc
        from datetime import *
        day = date(2000, 1, 1)
        for i in range(50):
            gc.collect()
            day = day + timedelta(days=i)
            try: day + i
            except TypeError as error: text = type(error)
        print(day, text, day == i, datetime(2000, 1, 1) == day)
        """,
    )


def test_dates_without_their_parts(vm: VM) -> None:
    """CPython makes none; here one has no attributes, and an error says so."""
    vm.reset()
    result = vm.run(
        """
from datetime import *
for kind in (date, datetime, timedelta):
    bare = object.__new__(kind)
    for do in (lambda: bare + timedelta(1), lambda: timedelta(1) + bare, lambda: bare - bare, lambda: bare < bare):
        try: do()
        except AttributeError as error: print(kind.__name__, end=' ')
    odd = kind(2000, 1, 1) if kind is not timedelta else kind(1)
    for name in ('_year', '_month', '_day', '_days', '_seconds', '_microsecond'):
        for value in (2**70, -5, 'x', 1.5, None):
            if hasattr(odd, name):
                object.__setattr__(odd, name, value)
                for do in (lambda: odd + timedelta(1), lambda: odd - odd, lambda: odd < odd):
                    try: do()
                    except Exception: pass
"""
    )
    assert result.ok, result
    assert str(result.stdout).split().count("date") >= 3
