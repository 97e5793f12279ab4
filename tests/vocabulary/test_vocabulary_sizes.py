"""Sizes as text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pkhost.limits import parse_size

UNITS = {
    "": 1,
    "B": 1,
    "kB": 10**3,
    "MB": 10**6,
    "GB": 10**9,
    "TB": 10**12,
    "KiB": 2**10,
    "MiB": 2**20,
    "GiB": 2**30,
    "TiB": 2**40,
}


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("number", [0, 1, 7, 100])
def test_numbers_with_units(unit: str, number: int) -> None:
    expected = number * UNITS[unit]
    for text in (
        f"{number}{unit}",
        f"{number} {unit}",
        f" {number}{unit} ",
        f"{number}{unit.lower()}",
        f"{number}{unit.upper()}",
    ):
        assert parse_size(text) == expected


def test_plain_numbers() -> None:
    assert parse_size(0) == 0
    assert parse_size(12345) == 12345
    assert parse_size("12345") == 12345


@pytest.mark.parametrize(
    ("text", "size"),
    [("1.5kB", 1500), ("0.5MiB", 1 << 19), ("1.5", 1), ("0.1KiB", 102), ("2.0B", 2)],
)
def test_fractions_are_cut_to_whole_bytes(text: str, size: int) -> None:
    assert parse_size(text) == size


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "MB", "x", "1x", "1 XB", "1MBB", "1 M B", "--1", "-1", "+1", "1,5MB", "1..5MB"),
        *(
            ".5MB",
            "5.MB",
            "1e3",
            "0x10",
            "1_000",
            "inf",
            "nan",
            "1MB2",
            "1K",
            "1M",
            "1G",
            "\uff11MB",
        ),
        *("1MB\n2", "\0", "1\0", "٣MB", "1 µB"),
    ],
)
def test_what_is_no_size_is_a_value_error(text: str) -> None:
    with pytest.raises(ValueError, match=r"^size: "):
        parse_size(text)


@pytest.mark.parametrize("value", [True, False, None, 1.5, b"1", [], 1j])
def test_other_types_are_value_errors(value: object) -> None:
    with pytest.raises(ValueError, match=r"^size: "):
        parse_size(value)  # type: ignore[arg-type]


def test_the_bounds() -> None:
    most = 1 << 47
    assert parse_size(most) == most
    assert parse_size("128TiB") == most
    digits = ["9" * 21, "9" * 400, "9" * 400 + ".5", "9" * 5000, "9" * 5000 + ".5"]
    for value in (most + 1, "128.5TiB", *digits, *(f"{number}TB" for number in digits)):
        with pytest.raises(ValueError, match=r"^size: .*more than"):
            parse_size(value)
    assert parse_size("0" * 5000 + "1kB") == 1000
    assert parse_size("1." + "5" * 5000 + "kB") == 1555
    with pytest.raises(ValueError, match="negative"):
        parse_size(-1)


def test_the_field_is_named() -> None:
    with pytest.raises(ValueError, match=r"^stdout: unknown unit 'XB' in '1XB'"):
        parse_size("1XB", "stdout")


@given(st.integers(0, 10**6), st.sampled_from(sorted(UNITS)))
def test_whole_numbers_are_exact(number: int, unit: str) -> None:
    expected = number * UNITS[unit]
    if expected <= 1 << 47:
        assert parse_size(f"{number}{unit}") == expected


@given(st.text(max_size=20))
def test_any_text_is_a_size_or_a_value_error(text: str) -> None:
    try:
        size = parse_size(text, "field")
    except ValueError as error:
        assert str(error).startswith("field: ")
    else:
        assert 0 <= size <= 1 << 47
