"""The capsule: its imports are renamed, and the engine's functions are what it calls."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from build_helpers import compile_library
from building import elf, places
from building.capsule import checks, interpose_list, libc_table, private_copy
from building.errors import BuildError
from building.pocketpy.locate import PocketPy

CAPSULE = places.PACKAGE / places.CAPSULE_NAME
EXTENSION = places.PACKAGE / places.EXTENSION_NAME


def test_the_capsule_imports_only_what_is_allowed_or_ours(found: PocketPy) -> None:
    table = libc_table.read(places.LIBC_TABLE)
    before, after = elf.read(found.library), elf.read(CAPSULE)
    allowed = {name for name in before.imports if table[name].kind == "allow"}
    renamed = {table[name].new_name for name in before.imports - allowed}
    assert after.imports == allowed | renamed
    assert after.exports == {private_copy.PREFIX + name for name in before.exports}
    assert after.soname == places.CAPSULE_NAME != before.soname


def test_the_extension_defines_every_served_name_of_the_table() -> None:
    """Also those that this library does not import: another build of PocketPy may."""
    table = libc_table.read(places.LIBC_TABLE)
    served = {entry.new_name for entry in table.values() if entry.kind == "serve"}
    assert served - elf.read(EXTENSION).exports == set()


def bindings(of: Path, **environment: str) -> dict[str, str]:
    """To which library the dynamic linker binds each name that one of ours takes."""
    result = subprocess.run(
        [sys.executable, "-c", "import pkhost._engine"],
        env=os.environ | {"LD_DEBUG": "bindings", "LD_BIND_NOW": "1"} | environment,
        capture_output=True,
        text=True,
        check=True,
        cwd=places.ROOT,
    )
    found = re.findall(
        rf"binding file \S*/{re.escape(of.name)} \[0\] to (\S+) \[0\]: normal symbol `(\w+)'",
        result.stderr,
    )
    return {symbol: Path(file).name for file, symbol in found}


def test_the_dynamic_linker_binds_the_capsule_to_the_extension() -> None:
    """What is said of interposing and of renaming, as the dynamic linker reports it."""
    bound = bindings(CAPSULE)
    ours = elf.read(CAPSULE).imports
    for name in [
        *(private_copy.PREFIX + name for name in interpose_list.read()),
        *(name for name in ours if name.startswith("pkhost_")),
    ]:
        assert bound.get(name) == EXTENSION.name, name
    assert bound["strlen"] == "libc.so.6"


def test_the_dynamic_linker_binds_nothing_to_another_pocketpy(found: PocketPy) -> None:
    """Be it the first library of all, which is where a program linked to it has it."""
    for of in (CAPSULE, EXTENSION):
        bound = bindings(of, LD_PRELOAD=str(found.library))
        assert found.library.name not in bound.values()
        pocketpys = {file for name, file in bound.items() if name.startswith(private_copy.PREFIX)}
        assert pocketpys == {CAPSULE.name, EXTENSION.name}


@pytest.mark.parametrize(
    ("flags", "says"),
    [
        (["-fvisibility=hidden"], "not exported"),
        (["-Wl,-Bsymbolic"], "called directly"),
        (["-Wl,-Bsymbolic-functions"], "called directly"),
        (["-fno-semantic-interposition", "-O2"], "called directly"),
    ],
)
def test_a_library_that_calls_past_the_dynamic_linker_ends_the_build(
    make_prefix, run_build, flags: list[str], says: str
) -> None:
    prefix = make_prefix(*flags, code="#pragma GCC visibility push(default)\n")
    # Only the functions are hidden here; the variable has a check, and a message, of its own.
    source = prefix.parent / "small.c"
    source.write_text(
        source.read_text().replace(
            "_Thread_local", '__attribute__((visibility("default"))) _Thread_local'
        )
    )
    compile_library(source, prefix / "lib" / "libpocketpy.so", *flags)
    result = run_build("capsule", PKHOST_POCKETPY_PREFIX=prefix)
    assert result.returncode == 1
    assert says in result.stderr
    assert "VM__run_top_frame" in result.stderr
    assert "Rebuild it" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_single_call_past_the_dynamic_linker_ends_the_build(make_prefix, run_build) -> None:
    """As in a library of which only some files were compiled with the wrong flags."""
    code = (
        'static void near(void) __attribute__((alias("py_next")));\n'
        "void py_all(void); void py_all(void) { near(); }\n"
    )
    message = run_build("capsule", PKHOST_POCKETPY_PREFIX=make_prefix(code=code)).stderr
    assert "py_next called directly" in message
    assert "VM__run_top_frame" not in message


def test_a_library_compiled_by_clang_ends_the_build(make_prefix, run_build) -> None:
    code = '__asm__(".ident \\"Debian clang version 19.1.7\\"");\n'
    message = run_build("capsule", PKHOST_POCKETPY_PREFIX=make_prefix(code=code)).stderr
    assert "compiled by clang" in message
    assert "Rebuild it with gcc" in message


def test_a_function_that_calls_itself_has_to_be_marked(tmp_path: Path) -> None:
    library = tmp_path / "recursive.so"
    source = tmp_path / "recursive.c"
    source.write_text(
        "int again(int n);\nint again(int n) { return n < 1 ? 1 : again(n - 1) * again(n / 2); }\n"
        "int outer(int n);\nint outer(int n) { return again(n) + 1; }\n"
    )
    compile_library(source, library)
    facts = elf.read(library)
    assert (facts.called_directly, facts.calling_themselves) == (set(), {"again"})
    with pytest.raises(BuildError, match=r"again calls itself .*mark the name as recursive"):
        checks.check_interposable(facts, library, {"again": False})
    checks.check_interposable(facts, library, {"again": True})


def test_calls_are_found_in_the_code_of_both_machines() -> None:
    x64 = b"\x90\xe8\x02\x00\x00\x00\x0f\x84\xfa\xff\xff\xff"
    assert {(0x101, 0x108), (0x106, 0x106)} <= set(elf._calls("x64", x64, 0x100))
    arm64 = bytes.fromhex("02000094 ffffff97 00000014 1f2003d5")
    assert list(elf._calls("AArch64", arm64, 0x100)) == [
        (0x100, 0x108), (0x104, 0x100), (0x108, 0x108),
    ]  # fmt: skip


def test_the_same_library_without_those_flags_passes(make_prefix, run_build, tmp_path) -> None:
    code = 'int puts(const char *); void hello(void) { puts("hello"); }\n'
    result = run_build("capsule", PKHOST_POCKETPY_PREFIX=make_prefix(code=code))
    assert result.stderr.splitlines()[-1] == "pkhost: capsule"
    made = tmp_path / "made" / places.CAPSULE_NAME
    assert "pkhost_libc_puts" in elf.read(made).imports
    assert "puts" not in elf.read(made).imports


def test_a_library_without_threads_ends_the_build(tmp_path: Path) -> None:
    source = tmp_path / "plain.c"
    source.write_text("void *pk_current_vm;\n")
    compile_library(source, tmp_path / "plain.so")
    with pytest.raises(BuildError, match="PK_ENABLE_THREADS"):
        checks.check_threads(elf.read(tmp_path / "plain.so"), tmp_path / "plain.so")


def test_a_library_linked_to_another_one_ends_the_build(make_prefix, run_build) -> None:
    prefix = make_prefix("-Wl,--no-as-needed", "-lz", code="")
    result = run_build("capsule", PKHOST_POCKETPY_PREFIX=prefix)
    assert result.returncode == 1
    assert "libz.so.1" in result.stderr


def test_an_engine_that_lacks_a_function_ends_the_build(tmp_path: Path) -> None:
    engine = tmp_path / "engine.c"
    interposed = (private_copy.PREFIX + name for name in interpose_list.read())
    engine.write_text("".join(f"void {name}(void) {{}}\n" for name in interposed))
    compile_library(engine, tmp_path / "engine.so")
    with pytest.raises(BuildError, match=r"does not define .*pkhost_libc_malloc"):
        private_copy.check_complete(CAPSULE, tmp_path / "engine.so")


def test_an_engine_that_replaces_a_function_by_accident_ends_the_build(tmp_path: Path) -> None:
    interposed = {private_copy.PREFIX + name for name in interpose_list.read()}
    names = elf.read(EXTENSION).exports & (elf.read(CAPSULE).imports | interposed)
    engine = tmp_path / "engine.c"
    engine.write_text("".join(f"void {name}(void) {{}}\n" for name in sorted(names)))
    compile_library(engine, tmp_path / "engine.so", "-fno-builtin")
    private_copy.check_complete(CAPSULE, tmp_path / "engine.so")
    engine.write_text(engine.read_text() + f"void {private_copy.PREFIX}py_newlist(void) {{}}\n")
    compile_library(engine, tmp_path / "engine.so", "-fno-builtin")
    with pytest.raises(BuildError, match="py_newlist"):
        private_copy.check_complete(CAPSULE, tmp_path / "engine.so")


@pytest.mark.skipif(os.uname().machine != "x86_64", reason="there it can be had, and is refused")
def test_a_library_with_thread_local_descriptors_ends_the_build(make_prefix, run_build) -> None:
    prefix = make_prefix("-mtls-dialect=gnu2")
    assert elf.read(prefix / "lib" / "libpocketpy.so").thread_local_access == {"descriptor"}
    result = run_build("capsule", PKHOST_POCKETPY_PREFIX=prefix)
    assert result.returncode == 1
    assert "by TLS descriptors (-mtls-dialect=gnu2)" in result.stderr
    assert "Rebuild it with -mtls-dialect=gnu." in result.stderr


def test_a_library_that_reaches_its_variable_past_the_engine_ends_the_build(
    make_prefix, run_build
) -> None:
    prefix = make_prefix("-ftls-model=initial-exec")
    assert elf.read(prefix / "lib" / "libpocketpy.so").thread_local_access == {"fixed"}
    result = run_build("capsule", PKHOST_POCKETPY_PREFIX=prefix)
    assert result.returncode == 1
    assert "without -ftls-model" in result.stderr
