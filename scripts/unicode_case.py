"""Writes the engine's unicode_case.h: how characters change case, from this Python's Unicode.

Run it when a newer version of Unicode is wanted: `python scripts/unicode_case.py`, then
`clang-format -i csrc/engine/interpose/unicode_case.h` of the version in .venv.  The result is
kept in the repository, so that scripts get the same answers whichever Python built the engine.
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "csrc" / "engine" / "python" / "unicode_case.h"

HEAD = """\
/* unicode_case.h -- how characters change their case.
 *
 * Made by scripts/unicode_case.py from Unicode {version}.  Every `every`th character from
 * `first` to `last` becomes the one at `distance` from it; those of the expansions
 * become more than one.
 */
#ifndef PKHOST_UNICODE_CASE_H
#define PKHOST_UNICODE_CASE_H

#include <stdint.h>

struct case_range {{ uint32_t first, last; int32_t distance; uint32_t every; }};
struct case_expansion {{ uint32_t character, becomes[3]; }};
"""


def ranges(change: Callable[[str], str]) -> list[tuple[int, int, int, int]]:
    """The characters that become one other, as (first, last, distance, every)."""
    found: list[tuple[int, int, int, int]] = []
    for code in range(sys.maxunicode + 1):
        changed = change(chr(code))
        if len(changed) != 1 or ord(changed) == code:
            continue
        distance = ord(changed) - code
        if found:
            first, last, before, every = found[-1]
            step = code - last
            if before == distance and step <= 2 and (first == last or step == every):
                found[-1] = (first, code, distance, step)
                continue
        found.append((code, code, distance, 1))
    return found


def expansions(change: Callable[[str], str]) -> list[tuple[int, str]]:
    """The characters that become several."""
    every = ((code, change(chr(code))) for code in range(sys.maxunicode + 1))
    return [(code, changed) for code, changed in every if len(changed) > 1]


def rows(items: list[str], per_line: int) -> str:
    """The items of a C array, so many a line."""
    lines = [", ".join(items[i : i + per_line]) for i in range(0, len(items), per_line)]
    return "".join(f"    {line},\n" for line in lines)


def main() -> None:
    """Write the header."""
    text = HEAD.format(version=unicodedata.unidata_version)
    for name, change in (("upper", str.upper), ("lower", str.lower)):
        listed = [f"{{{a:#x}, {b:#x}, {d}, {e}}}" for a, b, d, e in ranges(change)]
        text += f"\nstatic const struct case_range {name}_ranges[] = {{\n{rows(listed, 3)}}};\n"
        several = [
            f"{{{code:#x}, {{{', '.join(f'{ord(c):#x}' for c in changed)}}}}}"
            for code, changed in expansions(change)
        ]
        text += f"static const struct case_expansion {name}_expansions[] = {{\n"
        text += f"{rows(several, 3)}}};\n"
    TARGET.write_text(text + "\n#endif\n", encoding="utf-8")


if __name__ == "__main__":
    main()
