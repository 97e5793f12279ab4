"""The import table: it sorts the real library, and nothing gets past it."""

from __future__ import annotations

import ctypes
import errno
from pathlib import Path

import pytest

from build_helpers import compile_library
from building import elf, places
from building.capsule import libc_table
from building.compile import generated
from building.errors import BuildError
from building.pocketpy.locate import PocketPy

TABLE = places.LIBC_TABLE


def test_the_table_sorts_every_import_of_the_real_library(found: PocketPy) -> None:
    imports = elf.read(found.library).imports
    entries = libc_table.sort(imports, libc_table.read(TABLE), found.library)
    assert {entry.name for entry in entries} == imports
    assert {entry.kind for entry in entries} == set(libc_table.KINDS)


def test_what_would_reach_the_machine_is_refused() -> None:
    table = libc_table.read(TABLE)
    refused = ("system", "dlopen", "socket", "connect", "chdir", "remove", "pthread_create", "open",
               "getenv", "fork", "tcsetattr", "fcntl")  # fmt: skip
    assert {table[name].kind for name in refused} == {"refuse"}
    served = ("malloc", "free", "abort", "exit", "fopen", "stdin", "stdout", "time", "clock")
    assert {table[name].kind for name in served} == {"serve"}


def test_every_line_gives_a_reason_of_its_own_words() -> None:
    for entry in libc_table.read(TABLE).values():
        assert len(entry.reason) >= len("pure"), entry


def test_an_unsorted_name_ends_the_build_and_is_named(make_prefix, run_build) -> None:
    prefix = make_prefix(code="int ptrace(); int trace(void) { return ptrace(0); }\n")
    result = run_build("capsule", PKHOST_POCKETPY_PREFIX=prefix)
    assert result.returncode == 1
    assert "ptrace" in result.stderr
    assert "libc.table" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("malloc serve", "name, kind, returns, why"),
        ("malloc permit - fine", "allow, serve, refuse"),
        ("system refuse - runs a shell", "returns something"),
        ("malloc serve -1 memory", "returns something"),
        ("free serve - one\nfree serve - two", "already"),
    ],
)
def test_a_wrong_line_is_an_error_that_names_it(tmp_path: Path, line: str, says: str) -> None:
    table = tmp_path / "libc.table"
    table.write_text(f"# a comment\n\n{line}\n")
    with pytest.raises(BuildError, match=says) as caught:
        libc_table.read(table)
    assert f"libc.table:{3 + line.count(chr(10))}" in str(caught.value)


def test_a_refused_function_notes_it_sets_errno_and_fails_as_the_original_would(
    tmp_path: Path,
) -> None:
    table = libc_table.read(TABLE)
    source = tmp_path / "refusals.c"
    source.write_text(
        generated.refusals(table)
        + "\nconst char *noted;\nvoid pkhost_note_refusal(const char *name) { noted = name; }\n"
    )
    compile_library(source, tmp_path / "refusals.so", "-std=c11", "-Wall", "-Wextra", "-Werror")
    library = ctypes.CDLL(str(tmp_path / "refusals.so"), use_errno=True)
    noted = ctypes.c_char_p.in_dll(library, "noted")
    values = {"-1": -1, "NULL": 0, "0": 0, "EPERM": errno.EPERM, "ENOMEM": errno.ENOMEM,
              "EAI_FAIL": -4, "thrd_error": 2}  # fmt: skip
    refused = [entry for entry in table.values() if entry.kind == "refuse"]
    for entry in refused:
        function = getattr(library, entry.new_name)
        function.restype = ctypes.c_ssize_t
        ctypes.set_errno(0)
        assert function() == values[entry.returns], entry
        assert ctypes.get_errno() == errno.EPERM, entry
        assert noted.value == entry.name.encode(), entry
