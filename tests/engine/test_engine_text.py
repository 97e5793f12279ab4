"""Text that scripts make of bytes: it is UTF-8, or there is an exception."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pkhost import Status, run_script

# Each at the edges of what RFC 3629 allows, and cut off.
ODD = [
    b"",
    b"\x7f",
    b"\x80",
    b"\xbf",
    b"\xc1\xbf",
    b"\xc2\x80",
    b"\xc2",
    b"\xc2\xc0",
    b"\xdf\xbf",
    b"\xe0\x9f\xbf",
    b"\xe0\xa0\x80",
    b"\xe0\xa0",
    b"\xe1\x80\x7f",
    b"\xed\x9f\xbf",
    b"\xed\xa0\x80",
    b"\xee\x80\x80",
    b"\xf0\x8f\xbf\xbf",
    b"\xf0\x90\x80\x80",
    b"\xf0\x90\x80",
    b"\xf4\x8f\xbf\xbf",
    b"\xf4\x90\x80\x80",
    b"\xf5\x80\x80\x80",
    b"\xff",
    b"a\x00\xc3\xa9\x00b",
]


def check(data: bytes) -> None:
    """The script's decode() agrees with ours."""
    source = (
        "try:\n    text = data.decode()\nexcept UnicodeDecodeError:\n    text = None\n"
        "n = 0 if text is None else len([c for c in text])\n(text, n)"
    )
    result = run_script(source, inputs={"data": data})
    try:
        text = data.decode()
    except UnicodeDecodeError:
        text = None
    assert result.value == (text, len(text or ""))


@pytest.mark.parametrize("data", ODD)
def test_edges_of_utf_8(data: bytes) -> None:
    check(data)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=12) | st.text(max_size=6).map(lambda t: t.encode("utf-8", "replace")))
def test_decode_takes_what_ours_takes(data: bytes) -> None:
    check(data)


@pytest.mark.dialect("pocketpy", reason="PocketPy has no UnicodeDecodeError of its own")
def test_the_exception() -> None:
    result = run_script("b'ab\\xff'.decode()")
    assert result.status is Status.ERROR
    assert result.error is not None
    assert (result.error.type, result.error.message) == (
        "UnicodeDecodeError",
        "byte 0xff at position 2 is not UTF-8",
    )
    cut = run_script("try: b'ab\\xc3'.decode()\nexcept ValueError as e: print(e)")
    assert cut.stdout == "the character at position 2 is cut off\n"


@pytest.mark.dialect("pocketpy", reason="PocketPy has no UnicodeDecodeError of its own")
def test_a_script_may_replace_the_exception() -> None:
    source = (
        "UnicodeDecodeError = print\ntry: b'\\xff'.decode()\nexcept ValueError: print('caught')"
    )
    assert run_script(source).stdout == "caught\n"
    source = "import builtins\nbuiltins.UnicodeDecodeError = 3\nb'\\xff'.decode()"
    result = run_script(source)
    assert result.error is not None
    assert result.error.type == "ValueError"


def test_input() -> None:
    result = run_script("try: input()\nexcept ValueError as e: print(e)\nprint(input())",
                        stdin=b"a\xffb\n\xc3\xa9\n")  # fmt: skip
    assert result.stdout == "byte 0xff at position 1 is not UTF-8\né\n"


TEXT = "aé€😀"


@pytest.mark.parametrize("size", range(1, 12))
def test_a_file_is_read_by_whole_characters(size: int) -> None:
    source = (
        f"f = open('t', 'r')\nparts = []\nwhile True:\n    part = f.read({size})\n"
        "    if not part: break\n    parts.append((part, f.tell()))\nparts"
    )
    result = run_script(source, files={"t": TEXT.encode()})
    assert "".join(part for part, _ in result.value) == TEXT
    assert result.value[-1][1] == len(TEXT.encode())
    # As many bytes as were asked for, and what the last character lacks.
    assert all(size <= len(part.encode()) < size + 4 for part, _ in result.value[:-1])


@pytest.mark.parametrize(
    ("content", "read", "message"),
    [
        (b"a\xff", "read()", "byte 0xff in position 1: invalid start byte"),
        (b"a\xe2\x82", "read()", "bytes in position 1-2: unexpected end of data"),
        (b"a\xe2\x82", "read(2)", "bytes in position 1-2: unexpected end of data"),
    ],
)
def test_a_file_that_is_no_text(content: bytes, read: str, message: str) -> None:
    result = run_script(f"open('t', 'r').{read}", files={"t": content})
    assert result.error is not None
    whole = f"'utf-8' codec can't decode {message}"
    assert (result.error.type, result.error.message) == ("UnicodeDecodeError", whole)
    assert run_script(f"open('t', 'rb').{read}", files={"t": content}).status is Status.OK
