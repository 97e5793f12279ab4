"""Large text files: read in pieces, which end where characters and ends of lines do."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from pkhost import Limits, run_script

PIECE = 1 << 13
READ = """
import sys
with open('f', encoding={encoding!r}, errors='replace', newline={newline!r}) as f:
    a = f.read(5)
    b = f.readline()
    place = f.tell()
    lengths = [len(line) for line in iter(f.readline, '')]
    f.seek(place)
    again = [len(line) for line in f]
    f.seek(0)
    whole = f.read()
    f.seek(0)
    parts = ''
    while part := f.read(1000):
        parts += part
import hashlib
print(repr(a), repr(b[-9:]), len(lengths), sum(lengths), again == lengths, parts == whole)
print(len(whole), hashlib.sha256(whole.encode('utf-8', 'replace')).hexdigest(), repr(f.newlines))
"""
TEXTS = {
    "one line": "x" * (3 * PIECE),
    "euro at the cut": "x" * (PIECE - 1) + "€" + "y" * PIECE,
    "emoji at the cut": "x" * (PIECE - 2) + "😀" * PIECE,
    "crlf at the cut": "x" * (PIECE - 1) + "\r\n" + "y" * PIECE + "\r\n" + "z",
    "many returns": "x" * (PIECE - 1) + "\r" * 5 + "\n" + "y" * 10,
    "lines": "".join(f"line {n} é\n" for n in range(3_000)),
    "short": "a\nb",
}


@pytest.mark.parametrize("newline", [None, "", "\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "latin-1", "utf-16"])
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_as_in_cpython(text: str, encoding: str, newline: str | None, tmp_path: Path) -> None:
    data = text.encode(encoding, "replace")
    (tmp_path / "f").write_bytes(data)
    program = READ.format(encoding=encoding, newline=newline)
    theirs = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    limits = Limits(memory="64MiB", steps=10**8)
    ours = run_script(program, files={"f": data}, limits=limits)
    assert ours.error is None
    assert ours.stdout == theirs.stdout


def test_bytes_that_are_no_utf_8(tmp_path: Path) -> None:
    data = b"x" * (PIECE - 1) + b"\xe2\x28\xf0\x9f" + b"\xff" * 20 + b"\r" * 40 + b"\xc3" + b"y"
    (tmp_path / "f").write_bytes(data)
    program = READ.format(encoding="utf-8", newline="")
    theirs = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    # Where a file is cut in what is no UTF-8, the marks for it may be others; not elsewhere.
    ours = run_script(program, files={"f": data}, limits=Limits(memory="64MiB", steps=10**8))
    assert ours.stdout.split()[-1] == theirs.stdout.split()[-1]


def test_a_file_larger_than_the_memory_is_read_line_by_line() -> None:
    lines = (b"0123456789" * 10 + b"\n") * (80 << 10)  # 8 MiB
    source = "n = 0\nwith open('f') as f:\n    for line in f: n += len(line)\nprint(n)"
    limits = Limits(memory="4MiB", steps=10**9, wall_time=60, cpu_time=60, disk="64MiB")
    result = run_script(source, files={"f": lines}, limits=limits)
    assert result.error is None and result.stdout == f"{len(lines)}\n"
