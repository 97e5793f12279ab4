"""Text and bytes: all operators and methods of PocketPy's, over edge values, against CPython."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from differential_helpers import Difference, differences, product, unintended
from pkhost import VM

TEXTS = ["", "a", "abc", "aaa", "éa", "aé€😀a", "a\0b", "\0", " a  b ", "ß", "-5", "+é", "a" * 40]
PARTS = ["", "a", "aa", "é", "\0", "b", "€😀", " "]
BOUNDS = [None, 0, 1, 2, -1, -3, 99, -99, 2**31, 2**32, -(2**32), 2**63 - 1, -(2**63)]
COUNTS = [-1, 0, 1, 2, 99, -(2**63), 2**32]
WIDTHS = [-1, 0, 1, 3, 6, 7, -(2**63), -(2**32) + 5]

SEARCHES = [
    f"a.{name}({arguments})"
    for name in ("find", "index", "rfind", "rindex", "count", "startswith", "endswith")
    for arguments in ("b", "b, c", "b, c, d")
]

TRIES: dict[str, list[tuple[object, ...]]] = {
    **{
        code: product(TEXTS, PARTS, *([BOUNDS] * code.count(",")))
        for code in SEARCHES
        if code.count(",") < 2
    },
    "a.startswith((b, c))": product(TEXTS, PARTS, PARTS),
    "a.endswith((b, c), 1)": product(TEXTS, PARTS, PARTS),
    "a.startswith(())": product(TEXTS),
    "b in a": product(TEXTS, PARTS),
    "len(a)": product([*TEXTS, "é" * 1020, "é" * 3001, "aé€😀" * 999, "a" * 5000]),
    "a.replace(b, c)": product(TEXTS, PARTS, PARTS),
    "a.replace(b, '-', c)": product(TEXTS, PARTS, COUNTS),
    "a.split()": product(TEXTS),
    "a.split(None)": product(TEXTS),
    "a.split(b)": product(TEXTS, PARTS),
    "a.split(b, c)": product(TEXTS, [*PARTS, None], COUNTS),
    "(a.splitlines(), a.splitlines(b))": product(
        [
            *TEXTS,
            "a\nb",
            "\n",
            "a\r\n\nb\r",
            "\x0b\x0c\x1c\x1d\x1e\x1f",
            "é\x85\u2028\u2029€",
            "\r\r\n",
        ],
        [True, False],
    ),
    "a.strip()": product(TEXTS),
    **{f"a.{name}(b)": product(TEXTS, [*PARTS, "aé", None]) for name in ("strip", "lstrip")},
    "a.rstrip(b)": product(TEXTS, [*PARTS, "aé", None]),
    **{
        f"a.{name}(b, c)": product(TEXTS, WIDTHS, [" ", "é", "😀", "", "ab", "\0"])
        for name in ("ljust", "rjust", "center")
    },
    "a.center(b)": product(TEXTS, range(-2, 12)),
    "a.zfill(b)": product([*TEXTS, "--5", "+", "-"], WIDTHS),
    "a[b]": product(TEXTS, [b for b in BOUNDS if b is not None]),
    "a[b:c]": product(TEXTS, BOUNDS, BOUNDS),
    "a[::b]": product(TEXTS, [-3, -2, -1, 1, 2, 3, 2**40, -(2**40), 0]),
    "a[b:c:-1]": product(TEXTS, BOUNDS, BOUNDS),
    "a + b": product(TEXTS, PARTS),
    "a * b": product(["", "é\0"], [-(2**63), -1, 0, 1, 3]),
    **{f"a {op} b": product(TEXTS, TEXTS) for op in ("<", "<=", "==", "!=", ">", ">=")},
    "[a] == [b]": product(TEXTS, TEXTS),
    "{a: 1}.get(b)": product(TEXTS, TEXTS),
    "[a, b].index(b)": product(TEXTS, TEXTS),
    "a.join(b)": product(TEXTS, [[], ["x"], ["é", "\0"], ["x", 1], "xyz", {"k": 1}]),
    "a.upper()": product(TEXTS),
    "a.lower()": product(TEXTS),
    "[c for c in a]": product(TEXTS),
    "a.encode().decode()": product(TEXTS),
    "repr(a)": product(TEXTS),
    "ord(a)": product(TEXTS),
    "chr(a)": product([0, 65, 0x7F, 0x80, 0x7FF, 0x800, 0xFFFF, 0x10000, 0x10FFFF]),
    "a.format(1, 'x')": product(["", "{}", "{}{}", "{1}{0}", "{{}}", "é{}\0", "{:>4}", "{0:é^4}"]),
    "a % (1, 'x')": product(["%d%s", "é%i\0%r", "%s%%%s", "%d%d", "%s"]),
    "str(a)": product(TEXTS),
    "a.find(b)": product([*TEXTS, *BOUNDS[1:3]], [*PARTS, 1, None, b"a"]),
}


@pytest.mark.parametrize("code", TRIES)
def test_text(vm: VM, code: str) -> None:
    assert unintended(differences(vm, code, TRIES[code]), []) == []


def test_every_method_is_tried(vm: VM) -> None:
    names: list[str] = vm.eval("[n for n in dir(str) if not n.startswith('_')]")
    assert [n for n in names if not any(f"a.{n}(" in code for code in TRIES)] == []


# Characters that CPythons of several versions know alike.
KNOWN = st.characters(max_codepoint=0x24FF, exclude_categories=["Cs", "Cn"])
SMALL = st.text(st.sampled_from("aabé€😀\0 \u3000\x85-+"), max_size=12)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(SMALL, SMALL, st.integers(-15, 15), st.integers(-15, 15)), max_size=30))
def test_any_text(vm: VM, cases: list[tuple[str, str, int, int]]) -> None:
    found: list[Difference] = []
    for name in ("find", "rfind", "index", "rindex", "count", "startswith", "endswith"):
        found += differences(vm, f"a.{name}(b[:2], c, d)", cases)
    for code in ("a[c:d]", "a.split(None, c)", "a.strip(b)", "a.replace(b[:1], b, c)"):
        found += differences(vm, code, cases)
    assert unintended(found, []) == []


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.text(KNOWN, max_size=8)), max_size=60))
def test_any_case(vm: VM, cases: list[tuple[str]]) -> None:
    cases = [(text.replace("Σ", ""),) for (text,) in cases]  # at a word's end it becomes ς
    found = differences(vm, "(a.upper(), a.lower(), a.split(), a.strip())", cases)
    assert unintended(found, []) == []


def test_every_character_has_its_case(vm: VM) -> None:
    cases = [(chr(c),) for c in range(0x24FF) if chr(c).isprintable()]
    assert unintended(differences(vm, "(a.upper(), a.lower())", cases), []) == []


SEARCHED = st.text("ab", min_size=20, max_size=400)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(SEARCHED, st.text("ab", min_size=1, max_size=90)), max_size=20))
def test_any_search(vm: VM, cases: list[tuple[str, str]]) -> None:
    """Texts in which the first character of what is looked for is everywhere."""
    cases += [(text, text[len(text) // 2 :]) for text, _ in cases]
    found = []
    for code in ("a.find(b)", "a.rfind(b)", "a.count(b)", "a.split(b)", "a.replace(b, 'é')"):
        found += differences(vm, code, cases)
    assert unintended(found, []) == []


def test_width_of_characters(vm: VM) -> None:
    cases = [(chr(c),) for c in [*range(0x24FF), *range(0x3000, 0x3100), 0x4E00, 0xAC00, 0xFF01]
             if chr(c).isprintable()]  # fmt: skip
    found = differences(vm, "unicodedata.east_asian_width(a)", cases, setup="import unicodedata")
    assert unintended(found, []) == []
