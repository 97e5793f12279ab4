"""Writes the engine's table of the names of characters, from this Python's.

Run it with CPython 3.11 (Unicode 14) when the table is to be made anew:
`python scripts/unicode_names.py`.  The result is kept in the repository, so that scripts get the
same answers whichever Python built the engine.  csrc/engine/base/unicode_names.c says how it is
read.
"""

from __future__ import annotations

import contextlib
import textwrap
import unicodedata
from pathlib import Path

TABLE = Path(__file__).resolve().parent.parent / "csrc/engine/base/unicode_names_table.h"
BLOCK = 64
LINE = 90
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"

ALIASES = """
NULL|NUL|START OF HEADING|SOH|START OF TEXT|STX|END OF TEXT|ETX|END OF TRANSMISSION|EOT|ENQUIRY
ENQ|ACKNOWLEDGE|ACK|ALERT|BEL|BACKSPACE|BS|CHARACTER TABULATION|HORIZONTAL TABULATION|HT|TAB
LINE FEED|NEW LINE|END OF LINE|LF|NL|EOL|LINE TABULATION|VERTICAL TABULATION|VT|FORM FEED|FF
CARRIAGE RETURN|CR|SHIFT OUT|LOCKING-SHIFT ONE|SO|SHIFT IN|LOCKING-SHIFT ZERO|SI
DATA LINK ESCAPE|DLE|DEVICE CONTROL ONE|DC1|DEVICE CONTROL TWO|DC2|DEVICE CONTROL THREE|DC3
DEVICE CONTROL FOUR|DC4|NEGATIVE ACKNOWLEDGE|NAK|SYNCHRONOUS IDLE|SYN|END OF TRANSMISSION BLOCK
ETB|CANCEL|CAN|END OF MEDIUM|EOM|EM|SUBSTITUTE|SUB|ESCAPE|ESC|INFORMATION SEPARATOR FOUR
FILE SEPARATOR|FS|INFORMATION SEPARATOR THREE|GROUP SEPARATOR|GS|INFORMATION SEPARATOR TWO
RECORD SEPARATOR|RS|INFORMATION SEPARATOR ONE|UNIT SEPARATOR|US|SP|DELETE|DEL|PADDING CHARACTER
PAD|HIGH OCTET PRESET|HOP|BREAK PERMITTED HERE|BPH|NO BREAK HERE|NBH|INDEX|IND|NEXT LINE|NEL
START OF SELECTED AREA|SSA|END OF SELECTED AREA|ESA|CHARACTER TABULATION SET|HTS
CHARACTER TABULATION WITH JUSTIFICATION|HTJ|LINE TABULATION SET|VTS|PARTIAL LINE FORWARD|PLD
PARTIAL LINE BACKWARD|PLU|REVERSE LINE FEED|RI|SINGLE SHIFT TWO|SINGLE-SHIFT-2|SS2
SINGLE SHIFT THREE|SINGLE-SHIFT-3|SS3|DEVICE CONTROL STRING|DCS|PRIVATE USE ONE|PRIVATE USE-1
PU1|PRIVATE USE TWO|PRIVATE USE-2|PU2|SET TRANSMIT STATE|STS|CANCEL CHARACTER|CCH
MESSAGE WAITING|MW|START OF GUARDED AREA|SPA|END OF GUARDED AREA|EPA|START OF STRING|SOS
SINGLE GRAPHIC CHARACTER INTRODUCER|SGC|SINGLE CHARACTER INTRODUCER|SCI
CONTROL SEQUENCE INTRODUCER|CSI|STRING TERMINATOR|ST|OPERATING SYSTEM COMMAND|OSC
PRIVACY MESSAGE|PM|APPLICATION PROGRAM COMMAND|APC|NBSP|SHY|CGJ|ALM|ZWSP|ZWNJ|ZWJ|LRM|RLM|LRE
RLE|PDF|LRO|RLO|NNBSP|MMSP|WJ|LRI|RLI|FSI|PDI|BYTE ORDER MARK|BOM|ZWNBSP
"""
"""Names that CPython knows besides the names proper; those that it does not are left out."""


def pieces() -> tuple[dict[str, int], list[tuple[int, int, str]]]:
    """Every name, and the ranges of characters that are named by their number."""
    names: dict[str, int] = {}
    ranges: list[tuple[int, int, str]] = []
    for code in range(0x110000):
        name = unicodedata.name(chr(code), "")
        prefix, dash, number = name.rpartition("-")
        if dash and number == f"{code:X}":
            if ranges and ranges[-1][1] == code - 1 and ranges[-1][2] == prefix:
                ranges[-1] = (ranges[-1][0], code, prefix)
            else:
                ranges.append((code, code, prefix))
        elif name and not name.startswith("HANGUL SYLLABLE "):
            names[name] = code
    aliases = ALIASES.strip().replace("\n", "|").split("|")
    for alias in [*aliases, *(f"VS{n}" for n in range(1, 257))]:
        with contextlib.suppress(KeyError, TypeError):
            names.setdefault(alias, ord(unicodedata.lookup(alias)))
    return names, ranges


def in_digits(code: int) -> str:
    """Four digits of base 36."""
    text = ""
    for _ in range(4):
        code, digit = divmod(code, 36)
        text = DIGITS[digit] + text
    return text


def block_text(names: list[str], codes: dict[str, int]) -> str:
    """Each name: two letters for what the one before has in common, the rest, and the code."""
    text, before = "", ""
    for name in names:
        common = 0
        while common < min(len(name), len(before)) and name[common] == before[common]:
            common += 1
        first, second = divmod(common, 26)
        text += f"{chr(97 + first)}{chr(97 + second)}{name[common:]};{in_digits(codes[name])}"
        before = name
    return text


def quoted(text: str) -> str:
    lines = [text[i : i + LINE] for i in range(0, len(text), LINE)]
    return "\n".join(f'    "{line}"' for line in lines)


def two_stages(places: list[int]) -> tuple[list[int], list[int]]:
    """The number of each block of 128 characters, and the different blocks one after another."""
    known: dict[tuple[int, ...], int] = {}
    index = [
        known.setdefault(tuple(places[at : at + 128]), len(known))
        for at in range(0, len(places), 128)
    ]
    return index, [place for block in known for place in block]


def numbers(of: list[int]) -> str:
    return textwrap.fill(
        ", ".join(map(str, of)) + ",", 98, initial_indent="    ", subsequent_indent="    "
    )


def main() -> None:
    codes, ranges = pieces()
    ordered = sorted(codes)
    blocks = [ordered[i : i + BLOCK] for i in range(0, len(ordered), BLOCK)]
    starts = ",\n".join(quoted(block_text(block, codes)) for block in blocks)
    rows = "\n".join(f'    {{ 0x{a:x}, 0x{b:x}, "{prefix}" }},' for a, b, prefix in ranges)
    places = [0] * 0x110000
    for place, name in enumerate(ordered):
        if unicodedata.name(chr(codes[name]), "") == name:
            places[codes[name]] = place + 1
    index, content = two_stages(places)
    TABLE.write_text(
        "/* unicode_names_table.h -- the names of characters in Unicode 14, for unicode_names.c.\n"
        " *\n"
        " * Made by scripts/unicode_names.py.\n"
        " */\n"
        "/* clang-format off */\n"
        f"enum {{ BLOCK = {BLOCK}, BLOCKS = {len(blocks)} }};\n\n"
        f"static const numbered ranges[] = {{\n{rows}\n}};\n\n"
        f"static const char *const blocks[BLOCKS] = {{\n{starts},\n}};\n"
        "/* The place of each character's name in that order, and 1 more; 0: it has none. */\n"
        f"static const uint16_t place_blocks[] = {{\n{numbers(index)}\n}};\n"
        f"static const uint16_t place_of[] = {{\n{numbers(content)}\n}};\n"
    )


if __name__ == "__main__":
    main()
