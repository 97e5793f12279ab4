"""Arithmetic that the engine does itself (csrc/engine/python/numbers.c) is that of the methods.

What both give is compared with CPython in tests/differential.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pkhost import VM, Limits

# Each operator, by itself and as the method that PocketPy has for it: the method is called past
# the engine's own way, so the two can be compared, errors included.
EVERY_PAIR = """
def told(function, a, b):
    try:
        value = function(a, b)
        return type(value).__name__ + " " + repr(value)
    except ZeroDivisionError:
        return "ZeroDivisionError"

least = -9223372036854775807 - 1
ints = [0, 1, -1, 2, 3, -3, 7, 97, 1 << 31, (1 << 53) + 1, (1 << 62), -(1 << 62),
        9223372036854775807, least + 1]
floats = [0.0, -0.0, 1.0, -1.5, 2.5, 1e300, -1e300, 1e-300, float("inf"), float("-inf"),
          float("nan"), 9007199254740992.0, 9223372036854775807.0]
operators = [
    ("+", lambda a, b: a + b, lambda a, b: a.__add__(b)),
    ("-", lambda a, b: a - b, lambda a, b: a.__sub__(b)),
    ("*", lambda a, b: a * b, lambda a, b: a.__mul__(b)),
    ("/", lambda a, b: a / b, lambda a, b: a.__truediv__(b)),
    ("<", lambda a, b: a < b, lambda a, b: a.__lt__(b)),
    ("<=", lambda a, b: a <= b, lambda a, b: a.__le__(b)),
    ("==", lambda a, b: a == b, lambda a, b: a.__eq__(b)),
    ("!=", lambda a, b: a != b, lambda a, b: a.__ne__(b)),
    (">", lambda a, b: a > b, lambda a, b: a.__gt__(b)),
    (">=", lambda a, b: a >= b, lambda a, b: a.__ge__(b)),
]
whole = [
    ("//", lambda a, b: a // b, lambda a, b: a.__floordiv__(b)),
    ("%", lambda a, b: a % b, lambda a, b: a.__mod__(b)),
]
compared = 0
for name, by_operator, by_method in operators:
    for a in ints + floats:
        for b in ints + floats:
            compared += 1
            if told(by_operator, a, b) != told(by_method, a, b):
                print(repr(a), name, repr(b), "is", told(by_operator, a, b))
for name, by_operator, by_method in whole:
    for group in (ints, floats):
        for a in group:
            for b in group:
                compared += 1
                if told(by_operator, a, b) != told(by_method, a, b):
                    print(repr(a), name, repr(b), "is", told(by_operator, a, b))
print(compared)
"""


def test_every_operator_with_every_kind_of_number() -> None:
    with VM() as vm:
        result = vm.run(EVERY_PAIR).check()
    assert result.stdout == f"{10 * 27 * 27 + 2 * (14 * 14 + 13 * 13)}\n"


@pytest.mark.parametrize("number", ["int", "float"])
@pytest.mark.parametrize(
    ("method", "operator"),
    [("add", "+"), ("sub", "-"), ("mul", "*"), ("mod", "%"), ("lt", "<"), ("eq", "==")],
)
def test_a_method_that_the_script_put_there_is_called(
    number: str, method: str, operator: str
) -> None:
    script = f"""
a = {number}(7)
print(a {operator} a == "the script's")
{number}.__{method}__ = lambda a, b: "the script's"
print(a {operator} a)
"""
    with VM() as vm:
        result = vm.run(script).check()
        assert result.stdout.splitlines()[1] == "the script's"
        vm.reset()
        assert vm.run("print(7 + 7, 7.0 < 8.0)").check().stdout == "14 True\n"


def test_attributes_put_into_int_change_no_arithmetic() -> None:
    script = """
total = 0
for i in range(200):
    setattr(int, "attribute" + str(i), i)
    total += i * 2 - i
print(total, 7 % 4, 7 // 2, 1 < 2)
"""
    with VM() as vm:
        assert vm.run(script).check().stdout == "19900 3 3 True\n"


def test_steps_do_not_depend_on_it() -> None:
    """An operator is one bytecode, whoever works it out."""
    with VM(limits=Limits(steps=10_000)) as vm:
        plain = vm.run("x = 1 + 2").check().usage.steps
        vm.reset()
        text = vm.run("x = 'a' + 'b'").check().usage.steps
    assert plain == text


IN_ANOTHER_LOCALE = """
import locale
locale.setlocale(locale.LC_ALL, "de_DE.UTF-8")
assert locale.format_string("%.1f", 1.5) == "1,5"
from pkhost import run_script
print(run_script(
    "import json, cmath\\n"
    "print(0.5, 1 / 3, 5e-324, f'{2.25:.1f}', float('1.5'), json.loads('[2.5e1]'), "
    "json.dumps(0.25), round(1.25, 1), '%f' % 1.5, 1.5j)"
).check().stdout)
assert locale.format_string("%.1f", 1.5) == "1,5"
"""


@pytest.mark.slow
def test_numbers_do_not_follow_the_hosts_locale(tmp_path: Path) -> None:
    if shutil.which("localedef") is None or not Path("/usr/share/i18n/locales/de_DE").exists():
        pytest.skip("no localedef, or no sources of the locale de_DE")
    made = [shutil.which("localedef"), "-i", "de_DE", "-f", "UTF-8", tmp_path / "de_DE.UTF-8"]
    subprocess.run(made, check=True, capture_output=True)
    done = subprocess.run(
        [sys.executable, "-c", IN_ANOTHER_LOCALE],
        env={**os.environ, "LOCPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    shown = "0.5 0.3333333333333333 5e-324 2.2 1.5 [25.0] 0.25 1.2 1.500000 1.5j"
    assert done.stdout.strip() == shown
