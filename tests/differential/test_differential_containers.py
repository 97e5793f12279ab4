"""Lists, tuples, dicts, sets, bytes and the builtins that make or read them, against CPython."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from differential_helpers import (
    Difference,
    Intended,
    Raised,
    differences,
    product,
    stale,
    unintended,
)
from pkhost import VM
from which_pocketpy import IS_NEWER

LISTS: list[Any] = [[], [1], [3, 1, 2], [1, 1, 2, 1], [0, -1, 5, 7, 9], ["b", "a", "é"], [[1], [1]]]
TUPLES = [tuple(items) for items in LISTS]
DICTS: list[Any] = [{}, {"a": 1}, {"b": 2, "a": 1}, {1: "x", (1, 2): None}, {"a": [1]}]
SETS: list[Any] = [set(), {1}, {1, 2}, {3, 2}, {"a", 1}]
BOUNDS = [None, 0, 1, 2, -1, -2, 99, -99]
AT = [0, 1, 2, -1, -2, 99, -99]
KEYS = ["a", "b", 1, None, (1, 2), "\0"]
BYTES = [b"", b"a", b"abc", b"\0\xff'\"\\\n", b"a\0b"]

EDGES = [0, 1, 4, 5, -1, -5, 2**63 - 1, -(2**63), 2**62]
RANGES = [(0, 5, 1), (5, 0, -1), (0, 0, 1), (3, 4, 9), (0, 9, 2), (-5, 6, 5), (9, -9, -4),
          (2**62, 2**63 - 1, 2**61), (-(2**62), -(2**63), -(2**60)), (2, 1, 1)]  # fmt: skip

# In 2.2 they can be.
BYTES_WITHOUT_ITEMS = Intended(
    "bytes cannot be iterated: a TypeError, not a wrong answer",
    ("list(a)",),
    lambda d: d.here == Raised("TypeError"),
)
INTENDED = [
    *([] if IS_NEWER else [BYTES_WITHOUT_ITEMS]),
    Intended(
        "list.index takes no end: a TypeError, not a wrong answer",
        ("a.index(1, b, c)",),
        lambda d: d.here == Raised("TypeError"),
    ),
    Intended("hashes are not CPython's: equal values have equal ones", ("hash(a) == hash(b)",)),
]

TRIES: dict[str, list[tuple[Any, ...]]] = {
    "a[b]": [*product(LISTS, AT), *product(TUPLES, AT), *product(BYTES, AT)],
    "a[b:c]": [*product(LISTS, BOUNDS, BOUNDS), *product(TUPLES, BOUNDS, BOUNDS),
               *product(BYTES, BOUNDS, BOUNDS)],
    "a[b:c:-1]": [*product(LISTS, BOUNDS, BOUNDS), *product(TUPLES, BOUNDS, BOUNDS)],
    "a[::b]": product([*LISTS, *TUPLES, *BYTES], [-2, -1, 1, 2, 3]),
    "[a.append(b), a]": product(LISTS, [1, None]),
    "[a.extend(b), a]": product(LISTS, [[], [1], (2, 3), "ab"]),
    "[a.insert(b, 9), a]": product(LISTS, AT),
    "[a.pop(b), a]": product(LISTS, AT),
    "[a.pop(), a]": product(LISTS),
    "[a.remove(b), a]": product(LISTS, [1, 2, "a", [1]]),
    "[a.reverse(), a]": product(LISTS),
    "[a.clear(), a]": product(LISTS),
    "[a.copy(), a]": product(LISTS),
    "a.index(b)": product(LISTS, [1, 2, "a", [1]]),
    "a.index(1, b)": product(LISTS, AT),
    "a.index(1, b, c)": product(LISTS, AT, AT),
    "a.count(b)": product(LISTS, [1, "a", None]),
    "b in a": product([*LISTS, *TUPLES], [1, "a", [1], None]),
    "[a.__setitem__(b, 9), a]": product(LISTS, AT),
    "[a.__delitem__(b), a]": product(LISTS, AT),
    "a + b": [*product(LISTS, LISTS), *product(BYTES, BYTES)],
    "a * b": product(LISTS, [-1, 0, 1, 3]),
    "a == b": product([*LISTS, *TUPLES, *DICTS, *SETS, *BYTES], [*LISTS, *TUPLES, *DICTS, *SETS,
                                                              *BYTES]),
    "a != b": product([*LISTS, *TUPLES, *DICTS, *SETS], [*LISTS, *TUPLES, *DICTS, *SETS]),
    **{
        f"a {op} b": [*product(TUPLES, TUPLES), *product(LISTS, LISTS)]
        for op in ("<", "<=", ">", ">=")
    },
    "(1, a) < (1, b)": product([None, 1, "a", (1,)], [None, 2, "b", (2,)]),
    "len(a)": product([*LISTS, *TUPLES, *DICTS, *SETS, *BYTES]),
    "bool(a)": product([*LISTS, *TUPLES, *DICTS, *SETS]),
    "repr(a)": product([*LISTS, *TUPLES, *DICTS, {1}, set(), ("it's",), ['"'], ["\n\\\t"]]),
    "list(a)": product([*LISTS, *TUPLES, *DICTS, *BYTES]),
    "tuple(a)": product([*LISTS, *TUPLES, *DICTS]),
    "set(a)": product([*LISTS[:-1], *TUPLES[:-1], *DICTS]),
    "dict(a)": product([[], [("a", 1), ("b", 2)], [("a", 1), ("a", 2)]]),
    "a[b] ": product(DICTS, KEYS),
    "a.get(b)": product(DICTS, KEYS),
    "a.get(b, 7)": product(DICTS, KEYS),
    "[a.pop(b), a]  ": product(DICTS, KEYS),
    "[a.pop(b, 7), a]": product(DICTS, KEYS),
    "[a.popitem(), a]": product(DICTS),
    "[a.update(b), a]": product(DICTS, DICTS),
    "list(a.keys())": product(DICTS),
    "list(a.values())": product(DICTS),
    "list(a.items())": product(DICTS),
    "[a.clear(), a] ": product(DICTS),
    "a.get()": product(DICTS),
    "a.pop()": product(DICTS),
    "b in a ": product([*DICTS, *SETS], KEYS),
    "{a: 1}": product([*KEYS, [1], {"a": 1}]),
    **{f"a {op} b": product(SETS, SETS) for op in ("&", "|", "^", "-")},
    **{f"(a {op} b, a {op} a)": product(SETS, SETS) for op in ("<", "<=", ">", ">=")},
    **{
        f"a.{name}(b)": product(SETS, [*SETS, [1, 1], (3,), "ab", {"a": 1}, 5])
        for name in ("union", "intersection", "difference", "symmetric_difference", "issubset",
                     "issuperset", "isdisjoint")
    },
    **{
        f"a.{name}(b, c)": product(SETS, SETS, [[1], {3}])
        for name in ("union", "intersection", "difference")
    },
    **{f"a {op} [1]": product(SETS) for op in ("&", "|", "^", "-", "==", "!=")},
    **{f"[a.{name}(b), a]": product(SETS, [1, "a", 9]) for name in ("add", "discard", "remove")},
    "[a.update(b, c), a]": product(SETS, SETS, [[5], "x"]),
    "[a.copy(), a.clear(), a]": product(SETS),
    "set(*a)": product([[], [[]], [[1, 1]], [None], [0], [5]]),
    "{b for b in a}": product(SETS),
    "a.decode()": product([b"", b"a", b"a\0b", "é".encode()]),
    "bytes(a)": product([[], [0, 255], (1, 2), [256], [-1]]),
    "hash(a) == hash(b)": product([1, "a", (1, "a"), b"a"], [1, "a", (1, "a"), b"a"]),
    **{f"{name}(a)": product([[], [1], [3, 1, 2], (1, 3), "ab"]) for name in ("min", "max")},
    **{
        f"{name}(a, key=lambda pair: pair[0])": product([[(1, "b"), (1, "a"), (0, "c"), (1, "d")]])
        for name in ("min", "max")
    },
    **{f"{name}(a, b)": product([0, 1, "a"], [0, 1, 1.0]) for name in ("min", "max")},
    "min(a, b, -1)": product([0, 1], [0, 1.0]),
    "min(a, default=b)": product([[], [1]], [0, None]),
    "sum(a)": product([[], [1, 2], [1, 0.5], ["a"]]),
    "sum(a, b)": product([[], [1, 2]], [0, 10, "x"]),
    "sum([[1], [2]], a)": product([[]]),
    "all(a)": product(LISTS),
    "any(a)": product(LISTS),
    "list(zip(a, b))": product(LISTS, LISTS),
    "list(zip(a, b, a))": product(LISTS, LISTS),
    "list(zip(*a))": product([[], [[1, 2], [3]], [[]]]),
    "list(enumerate(a))": product(LISTS),
    "list(enumerate(a, b))": product(LISTS, [0, -5]),
    "list(map(str, a))": product(LISTS),
    "list(map(lambda x, y: (x, y), a, b))": product(LISTS, LISTS),
    "list(filter(None, a))": product(LISTS),
    "list(filter(lambda x: x == 1, a))": product(LISTS),
    "list(reversed(a))": product([*LISTS, *TUPLES, "aé", {"a": 1, "b": 2}, 5, {1}]),
    "[next(r) for r in [reversed(a)]]": product(LISTS),
    "list(reversed(range(a)))": product([0, 1, 5]),
    "sorted(a)": product([[3, 1, 2], ["b", "a", "é"], [(1, "b"), (0, "z"), (1, "a")], "bca"]),
    "sorted(a, key=lambda x: -x)": product([[3, 1, 2], [1, 1, 2]]),
    "sorted(a, key=lambda x: x[0], reverse=True)": product([[(1, "b"), (0, "z"), (1, "a")]]),
    "list(range(a, b, c))": product([0, 5, -3], [0, 5, -3], [1, -1, 2, 0]),
    **{
        code: [(*r, v) for r in RANGES for v in EDGES]
        for code in ("d in range(a, b, c)", "range(a, b, c)[d]")
    },
    **dict.fromkeys(
        ("repr(range(a, b, c))", "len(range(a, b, c))", "bool(range(a, b, c))",
         "range(a, b, c) == range(a, b, c)", "range(a, b, c) == range(a, b - 1, c)",
         "hash(range(a, b, c)) == hash(range(a, b, c))", "range(a, b, c) != range(a, b, c + 7)"),
        RANGES,
    ),
    "d in range(a, b, c) ": [(0, 9, 2, v) for v in (4.0, 4.5, "a", None, 1e300)],
    "range(a) == b": product([0, 3], [[0, 1, 2], None, 3]),
    "isinstance(a, (list, tuple))": product([[], (), 1]),
    "getattr(a, b, 7)": product([1], ["nothing", "a\0b"]),
    "[a.sort(), a]": product([[3, 1, 2], [], ["b", "a"], [(1, "b"), (1, "a")]]),
    "[a.sort(key=lambda x: -x, reverse=b), a]": product([[3, 1, 2], [1, 1, 2]], [True, False]),
    "[a.clear(), a]  ": product(SETS),
    "a.copy() == a": product([*DICTS, *SETS, *LISTS]),
    "next(iter(a))": product(LISTS),
    "next(iter(a), 7)": product(LISTS),
    "eval(repr(a)) == a": product([*LISTS, *TUPLES, *DICTS, *BYTES, "a\0b", "it's", '"\'']),
    "eval(a)": product(["1 + 1", "1\0", "'\\0'", "'a\\0b' == 'a\\0c'"]),
    "exec(a)": product(["1 + 1", "1\0("]),
    "compile(a, 'x', 'eval') and 1": product(["1", "1\0"]),
    "str(ValueError(a))": product(["a\0b", "é", ""]),
}  # fmt: skip


@pytest.mark.parametrize("code", TRIES)
def test_containers(vm: VM, code: str) -> None:
    found = differences(vm, code.strip(), TRIES[code])
    assert unintended(found, INTENDED) == []
    assert stale(found, [entry for entry in INTENDED if code.strip() in entry.codes]) == []


def methods(vm: VM, kind: str) -> list[str]:
    names: list[str] = vm.eval(f"[n for n in dir({kind}) if not n.startswith('_')]")
    return names


@pytest.mark.parametrize("kind", ["list", "dict", "set", "bytes", "tuple"])
def test_every_method_is_tried(vm: VM, kind: str) -> None:
    untried = [n for n in methods(vm, kind) if not any(f"a.{n}(" in code for code in TRIES)]
    assert untried == []


SMALL = st.lists(st.integers(-3, 3), max_size=8)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(SMALL, SMALL, st.integers(-10, 10), st.integers(-10, 10)), max_size=30))
def test_any_containers(vm: VM, cases: list[tuple[list[int], list[int], int, int]]) -> None:
    found: list[Difference] = []
    for code in (
        "a[c:d]", "a[c::-2]", "[a.insert(c, d), a]", "a.index(c)", "a + b == b + a", "a * c",
        "set(a) & set(b) == set(b) & set(a)", "set(a) <= set(b)", "len(set(a) ^ set(b))",
        "sorted(a)", "sorted(a, reverse=True)", "tuple(a) < tuple(b)", "dict(list(zip(a, b)))",
        "dict(list(zip(a, b))) == dict(list(zip(b, a)))",
        "sorted(zip(a, b), key=lambda p: p[0])", "max(a)",
        "[a.remove(c), a]", "list(zip(a, b))", "list(reversed(a))", "a.count(c)", "sum(a, c)",
    ):  # fmt: skip
        found += differences(vm, code, cases)
    assert unintended(found, []) == []
