"""Characters by their names, \\N{…}: every name that this CPython knows."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from language_helpers import LIMITS, check, cpython_311, here

from pkhost import VM

unicode_14 = pytest.mark.skipif(
    unicodedata.unidata_version != "14.0.0", reason="the table is that of Unicode 14"
)


@unicode_14
def test_every_seventh_name() -> None:
    with VM(limits=LIMITS.replace(memory="256MiB", steps=None), dialect="python") as vm:
        known = [c for c in range(0, sys.maxunicode, 7) if unicodedata.name(chr(c), "")]
        assert len(known) > 15_000
        for start in range(0, len(known), 5_000):
            part = known[start : start + 5_000]
            text = "".join(f"\\N{{{unicodedata.name(chr(c))}}}" for c in part)
            ran = here(vm, f'print("{text}" == INPUT)', inputs={"INPUT": "".join(map(chr, part))})
            assert ran.output == "True\n", ran.error


@cpython_311
@pytest.mark.parametrize(
    "name",
    ["LF", "null", "Bell", "latin small letter a", "NBSP", "VS17", "HANGUL SYLLABLE GAG", "hyphen"],
)
def test_aliases_and_cases(vm: VM, name: str) -> None:
    check(vm, f'print(ascii("\\N{{{name}}}"))')


@cpython_311
@pytest.mark.parametrize(
    "name",
    ["X", " ", "LATIN", "ZZZ", "CJK UNIFIED IDEOGRAPH-004E00", "hangul syllable gag", "A" * 300],
)
def test_names_that_are_none(vm: VM, name: str) -> None:
    check(vm, f"try: eval(r'\"\\N{{{name}}}\"')\nexcept SyntaxError as e: print(e.msg)")
