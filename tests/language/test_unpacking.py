"""Unpacking, displays with stars, and what goes wrong in them."""

from __future__ import annotations

import pytest
from language_helpers import check, cpython_311

from pkhost import VM

VALUES = [
    "(1, 2, 3)",
    "[1, 2]",
    "'abc'",
    "''",
    "range(5)",
    "iter([1, 2, 3])",
    "(i for i in range(3))",
    "{'a': 1, 'b': 2, 'c': 3}",
    "map(str, [1, 2, 3])",
    "zip('abc', [1, 2, 3])",
    "5",
    "None",
    "3.5",
    "print",
    "broken()",
    "Old()",
    "bytes([1, 2, 3])",
]
TARGETS = ["a, b, c", "a, *b", "*a, b", "a, *b, c", "*a,", "a, b, *c, d", "a, (b, *c)", "[a, b]"]
HEAD = """
def broken():
    yield 1
    yield 2
    raise KeyError('inside')
class Old:
    def __getitem__(self, i):
        if i == 3: raise IndexError
        return i * 10
"""


@cpython_311
@pytest.mark.parametrize("targets", TARGETS)
def test_targets(vm: VM, targets: str) -> None:
    program = HEAD
    for value in VALUES:
        program += f"""
a = b = c = d = None
try:
    {targets} = {value}
    print(a, b, c, d)
except Exception as e:
    print(type(e).__name__, e)
"""
    check(vm, program)


@cpython_311
@pytest.mark.parametrize(
    "expression",
    [
        "[*{0}]",
        "(*{0},)",
        "[0, *{0}, 9]",
        "(*{0}, *{0})",
        "sorted(map(str, {{*{0}}}))",
        "{{**{0}}}",
        "{{'z': 0, **{0}}}",
        "[x for x in {0}]",
        "dict.fromkeys({0})",
    ],
)
def test_displays(vm: VM, expression: str) -> None:
    program = HEAD
    for value in VALUES:
        program += f"""
try:
    print({expression.format(value)})
except Exception as e:
    print(type(e).__name__, e)
"""
    check(vm, program)


def test_for_targets_and_chains(vm: VM) -> None:
    check(
        vm,
        """
for a, (b, *c) in [(1, 'xyz'), (2, [3])]: print(a, b, c)
for i, [j, k] in enumerate([(1, 2), (3, 4)]): print(i, j, k)
a = b, c = d = [1, 2]
print(a, b, c, d, a is d)
a, b = b, c
print(a, b)
x = [0, 1, 2]
i, x[i] = 1, 9
print(i, x)
(a, b), c = 'xy', 'z'
print(a, b, c)
[*a], *b = [[1, 2], 3]
print(a, b)
""",
    )


def test_a_list_that_changes_while_it_is_spread(vm: VM) -> None:
    vm.reset()
    result = vm.run(
        """
class Item:
    def __hash__(self):
        items.clear()
        return 1
items = [Item() for i in range(50)]
print(len({*items}) >= 1, items)
"""
    )
    assert result.stdout == "True []\n", result
