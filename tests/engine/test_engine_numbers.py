"""Arithmetic that the engine does itself (csrc/engine/numbers.c) is PocketPy's arithmetic."""

from __future__ import annotations

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
