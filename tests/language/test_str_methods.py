# ruff: noqa: E501
"""The methods of str, against this CPython."""

from __future__ import annotations

import pytest
from language_helpers import check, cpython_311

from pkhost import VM

SHOW = """
def show(text, f):
    try:
        print(text, ascii(f()))
    except Exception as e:
        print(text, type(e).__name__, e)
"""

TEXTS = [
    "",
    " ",
    "abc",
    "Abc",
    "ABC",
    "aBc dEf",
    "a1",
    "1",
    "12 3",
    "٣٤",
    "½",
    "²",
    "Ⅷ",
    "é",
    "ÉCOLE",
    "straße",
    "ﬁn",
    "ǆ",
    "ǅ",
    "Ǆungla",
    "ΑΣ",
    "ΑΣ Σ",
    "ΣΑΣ.",
    "İstanbul",
    "hello world's end",
    "they're bill's",
    "\t\n ",
    "\u2003",
    "\x00",
    "_a",
    "1a",
    "aé",
    "日本",
    "a\tb\tc",
    "\ta\n\tbc\t",
    "a,b,,c",
    ",a,",
    "  a  b  c  ",
    "a\u3000b",
    "x" * 20,
    "😀",
    "a😀b",
    "Title Case Here",
    "Title case",
    "TITLE",
    "McDonald",
    "\u02bcn",
    "ŉ",
    "ᾳ",
    "ΐ",
]

WITH_ONE = [
    "isalpha()",
    "isdecimal()",
    "isdigit()",
    "isnumeric()",
    "isspace()",
    "isalnum()",
    "isprintable()",
    "isascii()",
    "isidentifier()",
    "islower()",
    "isupper()",
    "istitle()",
    "title()",
    "capitalize()",
    "swapcase()",
    "casefold()",
    "lower()",
    "upper()",
    "partition(',')",
    "rpartition(',')",
    "partition(' ')",
    "partition('')",
    "rpartition('')",
    "rsplit()",
    "rsplit(None, 1)",
    "rsplit(',')",
    "rsplit(',', 1)",
    "rsplit('')",
    "rsplit(' ', 2)",
    "split()",
    "split(None, 1)",
    "split(',', 1)",
    "splitlines()",
    "expandtabs()",
    "expandtabs(4)",
    "expandtabs(0)",
    "expandtabs(-1)",
    "removeprefix('a')",
    "removesuffix('c')",
    "removeprefix('')",
    "removesuffix('')",
    "removeprefix('abcd')",
    "translate({97: 'X', 98: None, 99: 100})",
    "translate(str.maketrans('abc', 'xyz'))",
    "translate(str.maketrans('ab', 'é😀', 'c'))",
    "translate(str.maketrans({'a': 'long', 'b': None}))",
    "translate({97: -1})",
    "translate({97: 1.5})",
    "center(10)",
    "center(11, '*')",
    "ljust(8, 'é')",
    "rjust(8)",
    "zfill(5)",
    "strip()",
    "strip('a ')",
    "find('b')",
    "rfind('b')",
    "index('c')",
    "count('a')",
    "count('')",
    "replace('a', 'bb')",
    "replace('', '-')",
    "startswith('a')",
    "startswith(('x', 'a'))",
    "endswith('c')",
    "encode()",
    "join('xyz')",
]


def shown(expressions: list[str]) -> str:
    return SHOW + "".join(f"show({e!r}, lambda: {e})\n" for e in expressions)


@cpython_311
@pytest.mark.parametrize("method", WITH_ONE)
def test_methods(vm: VM, method: str) -> None:
    check(vm, shown([f"{t!a}.{method}" for t in TEXTS]))


@cpython_311
def test_every_character(vm: VM) -> None:
    check(
        vm,
        """
        tests = [str.isalpha, str.isdecimal, str.isdigit, str.isnumeric, str.isspace, str.isalnum,
                 str.isprintable, str.isidentifier, str.islower, str.isupper, str.istitle]
        changes = [str.title, str.capitalize, str.swapcase, str.casefold, str.lower, str.upper]
        blocks = [(0, 0x2c00), (0x3000, 0x3100), (0xa640, 0xab80), (0xfb00, 0xff60), (0x10400, 0x10500)]
        blocks += [(0x1d400, 0x1d480), (0x1e900, 0x1e960)]
        for start in (s for first, last in blocks for s in range(first, last, 64)):
            bits, texts = [], []
            for code in range(start, start + 64):
                c = chr(code)
                n = 0
                for test in tests:
                    n = n * 2 + test(c)
                bits.append(n)
                if not 0xd800 <= code < 0xe000:
                    for change in changes:
                        texts.append(change(c))
            print(hex(start), hash(tuple(bits)), len(''.join(texts)), hash(tuple(map(ord, ''.join(texts)))))
        """,
    )


@cpython_311
def test_errors(vm: VM) -> None:
    check(
        vm,
        shown(
            [
                "'a'.partition(1)",
                "'a'.rsplit(1)",
                "'a'.removeprefix(1)",
                "str.maketrans('a', 'bc')",
                "str.maketrans(1)",
                "str.maketrans({'ab': 1})",
                "str.maketrans({1.5: 1})",
                "str.maketrans('a')",
                "str.maketrans(1, 'a')",
            ]
        ),
    )


@cpython_311
def test_a_table_of_the_scripts(vm: VM) -> None:
    check(
        vm,
        SHOW
        + """
class Table:
    def __getitem__(self, c):
        if c == 97:
            raise LookupError('none')
        if c == 98:
            return 'BB'
        if c == 99:
            raise ValueError('no')
        return None
show('', lambda: 'aabbx'.translate(Table()))
show('', lambda: 'aabbc'.translate(Table()))
""",
    )


@cpython_311
def test_join_and_what_is_no_text(vm: VM) -> None:
    check(
        vm,
        "class Derived(str): pass\n"
        + shown(
            [
                "''.join([1])",
                "'-'.join(['a', 1])",
                "''.join(5)",
                "'-'.join('abc')",
                "'-'.join(x for x in 'ab')",
                "''.join([])",
                "'x'.join({'a': 1, 'b': 2})",
                "'-'.join([Derived('a'), 'b'])",
                "type(Derived('-').join(('a',)))",
                "'a'.startswith(1)",
                "'a'.endswith((1,))",
                "'a'.find(1)",
                "'a'.replace(1, 'a')",
                "'a'.replace('a', 1)",
                "'a'.strip(1)",
                "'a'.split(1)",
                "'a'.center(3, 1)",
            ]
        ),
    )
