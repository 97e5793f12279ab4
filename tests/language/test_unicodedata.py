# ruff: noqa: E501  (programs)
"""The module unicodedata, against this CPython: every character, and the errors."""

from __future__ import annotations

import pytest
from language_helpers import check, cpython_311, shown

from pkhost import VM


@cpython_311
@pytest.mark.parametrize("plane", [0, 1, 2, 3, 14, 16])
def test_every_character(vm: VM, plane: int) -> None:
    check(
        vm,
        f"""
        import hashlib
        import unicodedata as u
        for start in range({plane << 16}, {(plane + 1) << 16}, 0x400):
            if 0xd800 <= start < 0xe000:
                continue
            said = []
            for code in range(start, start + 0x400):
                c = chr(code)
                said.append((
                    u.name(c, None), u.category(c), u.bidirectional(c), u.east_asian_width(c),
                    u.combining(c), u.mirrored(c), u.decomposition(c), u.decimal(c, None),
                    u.digit(c, None), u.numeric(c, None),
                ))
            print(hex(start), hashlib.sha256(repr(said).encode()).hexdigest())
        """,
    )


@cpython_311
def test_names_that_are_looked_up(vm: VM) -> None:
    names = [
        "BULLET",
        "bullet",
        "NOPE",
        "",
        "LF",
        "HANGUL SYLLABLE GA",
        "CJK UNIFIED IDEOGRAPH-4E00",
    ]
    asked = [f"u.lookup({name!r})" for name in names] + ["u.lookup(1)", "u.lookup()"]
    asked += [
        "u.name('\\0')",
        "u.name('\\0', 1)",
        "u.name('ab')",
        "u.name('')",
        "u.name(1)",
        "u.name()",
    ]
    asked += ["u.name('a', 'b', 'c')", "u.category('ab')", "u.category(1)", "u.category()"]
    asked += ["u.decimal('a')", "u.digit('x', None)", "u.numeric('x')", "u.decimal('\xb2')"]
    check(vm, "import unicodedata as u\n" + shown(asked))


@cpython_311
@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
def test_normal_forms(vm: VM, form: str) -> None:
    check(
        vm,
        f"""
        import hashlib
        import unicodedata as u
        for text in ('e\u0301', '\xe9\uac00', '\ufb01\u2126', 'a\u0323\u0307', 'a\u0307\u0323', ''):
            print(ascii(u.normalize({form!r}, text)), u.is_normalized({form!r}, text))
        long = ''.join(chr(c) + '\u0301\u0327' for c in range(0x20, 0x2000))
        long += '\u1112\u1161\u11ab' * 999
        print(hashlib.sha256(u.normalize({form!r}, long).encode()).hexdigest())
        """,
    )


@cpython_311
def test_normal_forms_that_are_none(vm: VM) -> None:
    asked = ["u.normalize('X', 'a')", "u.normalize('NFC')", "u.normalize('NFC', 1)"]
    asked += [
        "u.normalize(1, 'a')",
        "u.is_normalized('x', '')",
        "u.normalize('x', '')",
        "u.unidata_version",
    ]
    check(vm, "import unicodedata as u\n" + shown(asked))


def test_long_runs_of_marks(vm: VM) -> None:
    """As many marks as there may be behind a character: each class in its place, and in its order."""
    check(
        vm,
        """
        import unicodedata
        marks = [chr(c) for c in range(0x300, 0x370) if unicodedata.combining(chr(c))]
        for count in (1, 15, 16, 17, 18, 200):
            text = 'a' + ''.join(marks[i * 7 % len(marks)] for i in range(count)) + 'e' + ''.join(marks[::-1][:count])
            for form in ('NFC', 'NFD', 'NFKC', 'NFKD'):
                print(ascii(unicodedata.normalize(form, text)))
        long = 'a' + '\\u0301\\u0323' * 100_000
        print(unicodedata.normalize('NFD', long) == 'a' + '\\u0323' * 100_000 + '\\u0301' * 100_000)
        """,
    )
