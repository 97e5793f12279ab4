# ruff: noqa: E501
"""Writes the engine's tables of Unicode, from this Python's.

Run it with CPython 3.11 (Unicode 14) when the tables are to be made anew:
`python scripts/unicode_database.py`.  The results are kept in the repository, so that scripts get
the same answers whichever Python built the engine.
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "csrc" / "engine" / "base"
CATEGORIES = [
    "Lu",
    "Ll",
    "Lt",
    "Mn",
    "Mc",
    "Me",
    "Nd",
    "Nl",
    "No",
    "Zs",
    "Zl",
    "Zp",
    "Cc",
    "Cf",
    "Cs",
    "Co",
    "Cn",
    "Lm",
    "Lo",
    "Pc",
    "Pd",
    "Ps",
    "Pe",
    "Pi",
    "Pf",
    "Po",
    "Sm",
    "Sc",
    "Sk",
    "So",
]
BIDIRECTIONAL = [
    "",
    "L",
    "R",
    "AL",
    "EN",
    "ES",
    "ET",
    "AN",
    "CS",
    "NSM",
    "BN",
    "B",
    "S",
    "WS",
    "ON",
    "LRE",
    "LRO",
    "RLE",
    "RLO",
    "PDF",
    "LRI",
    "RLI",
    "FSI",
    "PDI",
]
WIDTHS = ["F", "H", "W", "Na", "A", "N"]
BLOCK = 128
LINE = 98


def properties(code: int) -> int:
    """The bits of enum unicode_property."""
    c = chr(code)
    start = c.isidentifier() and c != "_"
    part = ("a" + c).isidentifier()
    bits = [
        c.isalpha(), c.isdecimal(), c.isdigit(), c.isnumeric(), c.isspace(), c.isprintable(),
        c.isupper(), c.islower(), c.istitle() and not c.isupper(), start, part,
    ]  # fmt: skip
    return sum(1 << i for i, bit in enumerate(bits) if bit)


def record(code: int) -> tuple[int, int, int, int]:
    """What struct unicode_record has."""
    c = chr(code)
    category = CATEGORIES.index(unicodedata.category(c))
    return properties(code), category, unicodedata.combining(c), unicodedata.digit(c, -1)


def array(kind: str, name: str, numbers: list[int]) -> str:
    """A C array, in lines that are as long as they may be."""
    lines, line = [], "   "
    for number in numbers:
        text = f" {number},"
        if len(line) + len(text) > LINE:
            lines.append(line)
            line = "   "
        line += text
    return f"static const {kind} {name}[] = {{\n" + "\n".join([*lines, line]) + "\n};\n"


def head(name: str, what: str) -> str:
    """The begin of a generated file."""
    return (
        f"/* {name} -- {what}\n *\n"
        f" * Made by scripts/unicode_database.py from Unicode {unicodedata.unidata_version}. */\n"
        "/* clang-format off */\n"
    )


def blocks(numbers: list[int]) -> tuple[list[int], list[int]]:
    """A table of two stages: the number of each block, and the different blocks one after another."""
    known: dict[tuple[int, ...], int] = {}
    index = []
    for at in range(0, len(numbers), BLOCK):
        index.append(known.setdefault(tuple(numbers[at : at + BLOCK]), len(known)))
    return index, [number for block in known for number in block]


def write_records() -> None:
    """unicode_records.h"""
    known: dict[tuple[int, int, int, int], int] = {}
    of_character = [
        known.setdefault(record(code), len(known)) for code in range(sys.maxunicode + 1)
    ]
    index, content = blocks(of_character)
    rows = "\n".join(f"    {{ {a}, {b}, {c}, {d} }}," for a, b, c, d in known)
    (FOLDER / "unicode_records.h").write_text(
        head("unicode_records.h", "the properties of characters.")
        + f"static const unicode_record records[] = {{\n{rows}\n}};\n"
        + array("uint16_t", "record_blocks", index)
        + array("uint8_t" if len(known) <= 256 else "uint16_t", "record_of", content)
    )


def write_decompositions() -> None:
    """unicode_decompositions.h"""
    codes, starts, data, pairs = [], [], [], []
    for code in range(sys.maxunicode + 1):
        text = unicodedata.decomposition(chr(code))
        if not text:
            continue
        words = text.split()
        compatible = words[0].startswith("<")
        into = [int(word, 16) for word in words[compatible:]]
        codes.append(code)
        starts.append(len(data) << 1 | compatible)
        data += into
        if (
            len(into) == 2
            and unicodedata.normalize("NFC", chr(code)) == chr(code)
            and not compatible
        ):
            pairs.append((*into, code))
    starts.append(len(data) << 1)
    pairs.sort()
    (FOLDER / "unicode_decompositions.h").write_text(
        head("unicode_decompositions.h", "what characters are made of.")
        + "/* Characters that are made of others; */\n"
        + array("uint32_t", "decomposed", codes)
        + "/* where those of each begin in the third array, twice that, and 1 if they are only\n"
        + " * compatible. */\n"
        + array("uint32_t", "decomposition_start", starts)
        + array("uint32_t", "decomposition", data)
        + "/* Pairs that one character is composed of, and it, in their order. */\n"
        + array("uint32_t", "compositions", [number for pair in pairs for number in pair])
    )


def write_details() -> None:
    """unicode_details_table.h: what unicodedata says besides, and kinds of decompositions."""
    numbers: list[str] = []
    known: dict[tuple[int, int, int, int], int] = {}
    of_character, tags, tag_of = [], [""], []
    for code in range(sys.maxunicode + 1):
        c = chr(code)
        number = unicodedata.numeric(c, None)
        if number is not None and repr(number) not in numbers:
            numbers.append(repr(number))
        detail = (
            BIDIRECTIONAL.index(unicodedata.bidirectional(c)),
            WIDTHS.index(unicodedata.east_asian_width(c)),
            unicodedata.mirrored(c),
            0 if number is None else numbers.index(repr(number)) + 1,
        )
        of_character.append(known.setdefault(detail, len(known)))
        words = unicodedata.decomposition(c).split()
        if words:
            tag = words[0] if words[0].startswith("<") else ""
            if tag not in tags:
                tags.append(tag)
            tag_of.append(tags.index(tag))
    index, content = blocks(of_character)
    rows = "\n".join(f"    {{ {a}, {b}, {c}, {d} }}," for a, b, c, d in known)
    quoted = ", ".join(f'"{tag}"' for tag in tags)
    (FOLDER / "unicode_details_table.h").write_text(
        head("unicode_details_table.h", "what scripts can ask of characters besides.")
        + "/* Bidirectional class, width, whether it is mirrored, and which of the numbers it is. */\n"
        + f"static const detail details[] = {{\n{rows}\n}};\n"
        + array("uint8_t" if max(index) < 256 else "uint16_t", "detail_blocks", index)
        + array("uint8_t" if len(known) <= 256 else "uint16_t", "detail_of", content)
        + "static const double numbers[] = {\n"
        + "\n".join(f"    {number}," for number in numbers)
        + "\n};\n"
        + f"static const char *const tags[] = {{ {quoted} }};\n"
        + "/* Of each that unicode_decompositions.h has, in the same order. */\n"
        + array("uint8_t", "tag_of", tag_of)
    )


def write_cases() -> None:
    """unicode_titles.h: where title case is not upper case, and folded case not lower case."""

    def rows(change: Callable[[str], str], usual: Callable[[str], str]) -> list[int]:
        numbers = []
        for code in range(sys.maxunicode + 1):
            into = change(chr(code))
            if into != usual(chr(code)):
                numbers += [code, *(ord(c) for c in into), *[0] * (3 - len(into))]
        return numbers

    (FOLDER / "unicode_titles.h").write_text(
        head(
            "unicode_titles.h",
            "title case where it is not upper case, folded where not lower case.",
        )
        + "/* A character and up to three that it becomes, in their order. */\n"
        + array("uint32_t", "titles", rows(str.title, str.upper))
        + array("uint32_t", "folds", rows(str.casefold, str.lower))
    )


if __name__ == "__main__":
    write_cases()
    write_records()
    write_decompositions()
    write_details()
