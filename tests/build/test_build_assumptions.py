"""What is assumed of PocketPy: docs/pocketpy-assumptions.md has it all, asserts and trials notice.

The asserts are compiled against copies of PocketPy's headers in which a member has moved, or a
number is another; the trials run in engines of which one file was compiled otherwise.
"""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from building import places
from building.pocketpy.locate import PocketPy
from building.records import recipe_of

INTERPOSE = places.ENGINE / "interpose"
HEADER = INTERPOSE / "assumptions.h"
PAGE = places.ROOT / "docs" / "pocketpy-assumptions.md"

TEXT = HEADER.read_text(encoding="utf-8")
MEMBERS = re.findall(r"^ASSUME_MEMBER\(([\w ]+), (\w+),", TEXT, re.M)
SIZES = re.findall(r"^ASSUME_SIZE\(([\w ]+),", TEXT, re.M)
VALUES = re.findall(r"^ASSUME_VALUE\((\w+),", TEXT, re.M)
STRUCTS = sorted({kind for kind, _ in MEMBERS} | set(SIZES))
TRIALS = re.findall(r"^        \{ (\w+),\s+\"", (INTERPOSE / "assumptions.c").read_text(), re.M)


# --- the page


def rows() -> list[list[str]]:
    """The cells of each row."""
    found = [
        [cell.strip() for cell in line.strip("|\n").split(" | ")]
        for line in PAGE.read_text(encoding="utf-8").splitlines()
        if line.startswith("| ") and not line.startswith(("| Assumption", "| ---"))
    ]
    assert len(found) > 50
    assert {len(cells) for cells in found} == {4}
    return found


def quoted(text: str) -> set[str]:
    return set(re.findall(r"`([^`]+)`", text))


def test_every_assert_and_every_trial_has_a_row() -> None:
    assert len(MEMBERS) > 130
    assert len(VALUES) > 15
    assert len(TRIALS) > 5
    names = set[str]()
    for cells in rows():
        if "the build" in cells[3]:
            names |= {part for quote in quoted(cells[0]) for part in re.findall(r"\w+", quote)}
    assert {kind.removeprefix("struct ") for kind in STRUCTS} - names == set()
    assert set(VALUES) - names == set()
    tried = {quote for cells in rows() for quote in quoted(cells[3])}
    assert set(TRIALS) - tried == set()


def test_every_row_names_files_and_tests_that_exist() -> None:
    for cells in rows():
        ours = quoted(cells[2])
        assert ours, cells
        for name in ours:
            assert (places.ENGINE / name).is_file(), name
        assert "the build" in cells[3] or quoted(cells[3]), cells
        for notice in quoted(cells[3]):
            path, found, test = notice.partition("::")
            if not path.startswith("tests/"):
                assert notice in TRIALS, notice
                continue
            text = (places.ROOT / path).read_text(encoding="utf-8")
            assert not found or f"def {test}(" in text, notice


# --- the asserts


def command_of(made: Path) -> list[str]:
    """How the build made a file."""
    return shlex.split(recipe_of(made))


def touched_members(found: PocketPy) -> set[tuple[str, str]]:
    """Every member of a struct of PocketPy's that the engine's code names."""
    cindex = pytest.importorskip("clang.cindex")
    work = places.build_folder() / "work" / "engine"
    builtin = subprocess.run(
        ["gcc", "-print-file-name=include"], capture_output=True, text=True, check=True
    ).stdout.strip()
    headers = str(found.include_dir / "pocketpy")
    touched = set()

    def is_theirs(cursor: Any) -> bool:
        return cursor.location.file is not None and cursor.location.file.name.startswith(headers)

    def look_at(cursor: Any) -> None:
        if is_theirs(cursor):
            return
        if cursor.kind.name in ("MEMBER_REF_EXPR", "MEMBER_REF") and is_theirs(cursor.referenced):
            owner = cursor.referenced.semantic_parent
            while owner.is_anonymous():
                owner = owner.semantic_parent
            if cursor.spelling:
                touched.add((owner.type.spelling.rpartition(" ")[2], cursor.spelling))
        for child in cursor.get_children():
            look_at(child)

    def file_of(cursor: Any) -> str:
        return "" if cursor.location.file is None else str(cursor.location.file.name)

    index = cindex.Index.create()
    ours, looked_at = set(map(str, places.CSRC.rglob("*.[ch]"))), set[str]()
    for source in sorted(places.ENGINE.rglob("*.c")):
        if source.name == "assumptions.c":
            continue
        _, *flags = command_of((work / source.relative_to(places.ENGINE)).with_suffix(".o"))
        del flags[flags.index("-MD") :]
        unit = index.parse(str(source), [*flags, "-w", "-ferror-limit=0", "-isystem", builtin])
        wrong = [str(d) for d in unit.diagnostics if d.severity >= cindex.Diagnostic.Error]
        # It takes gcc's own header for atomics for another language.
        assert [each for each in wrong if "atomic operation" not in each] == []
        # Of our files, a header once: what is in the system's takes most of the time.
        here = [each for each in unit.cursor.get_children() if file_of(each) in ours - looked_at]
        for child in here:
            look_at(child)
        looked_at |= set(map(file_of, here))
    return touched


@pytest.mark.slow
def test_every_member_that_the_engine_touches_is_asserted(found: PocketPy) -> None:
    asserted = {(kind.removeprefix("struct "), member) for kind, member in MEMBERS}
    assert touched_members(found) == asserted


def compile_with(tmp_path: Path, found: PocketPy, changed: dict[str, str]) -> str:
    """What the compiler says of assumptions.h where these headers of PocketPy are others."""
    for name, text in changed.items():
        target = tmp_path / "include" / "pocketpy" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    source = tmp_path / "assumptions.c"
    source.write_text('#include "interpose/assumptions.h"\n')
    answer = subprocess.run(
        [
            "gcc", "-std=c11", "-w", "-fsyntax-only", "-isystem", str(tmp_path / "include"),
            "-isystem", str(found.include_dir), f"-I{places.ENGINE}", str(source),
        ],
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    assert (answer.returncode == 0) is ("static assertion failed" not in answer.stderr), answer
    return answer.stderr.replace("\\'", "'")


def has_changed(said: str, name: str) -> bool:
    return f"PocketPy's {name} has changed: see docs/pocketpy-assumptions.md" in said


def definition(found: PocketPy, kind: str) -> tuple[str, str, int]:
    """The first header that defines a struct, its text, and where the struct's members begin."""
    folder = found.include_dir / "pocketpy"
    if kind == "c11_chunked_array2d_chunks_KV":  # which a macro defines
        named, alias, headers = "", "KV", [folder / "xmacros" / "smallmap.h"]
    else:
        inner = r"\s*struct\s*\{" if re.fullmatch(r"c11_vec\di", kind) else ""
        named, alias = rf"\b(?:struct|union) {kind}\s*\{{{inner}", kind
        headers = sorted(folder.rglob("*.h"))
    for path in headers:
        text = path.read_text(encoding="utf-8")
        match = re.search(named, text) if named else None
        if match is None and (end := text.find(f"}} {alias};")) > 0:
            *_, match = re.finditer(r"^typedef struct\s*\{", text[:end], re.M)
        if match is not None:
            return str(path.relative_to(folder)), text, match.end()
    raise AssertionError(f"no header defines struct {kind}")


def test_as_they_are_nothing_has_changed(tmp_path: Path, found: PocketPy) -> None:
    assert compile_with(tmp_path, found, {}) == ""


@pytest.mark.parametrize("kind", STRUCTS)
def test_a_struct_whose_members_have_moved(tmp_path: Path, found: PocketPy, kind: str) -> None:
    name, text, at = definition(found, kind.removeprefix("struct "))
    moved = f"{text[:at]} void *made_by_the_test[2]; {text[at:]}"
    said = compile_with(tmp_path, found, {name: moved})
    for of, member in MEMBERS:
        if of == kind:
            assert has_changed(said, f"{kind}.{member}")
    if kind in SIZES:
        assert has_changed(said, kind)


def test_a_member_of_another_type(tmp_path: Path, found: PocketPy) -> None:
    """Which the compiler would otherwise put up with in silence."""
    name, text, at = definition(found, "PyObject")
    changed = text[:at] + text[at:].replace("int slots;", "unsigned slots;", 1)
    assert changed != text
    said = compile_with(tmp_path, found, {name: changed})
    assert has_changed(said, "PyObject.slots")
    assert not has_changed(said, "PyObject.gc_marked")


def another_value(text: str, name: str) -> str:
    """A header in which a macro or a constant has another value."""
    define = re.compile(rf"^(\s*#define {name}\s+)(.+)$", re.M)
    if define.search(text):
        return define.sub(r"\g<1>1 + (\g<2>)", text)
    explicit = re.compile(rf"(?<![\w\"]){name} = ")
    if explicit.search(text):
        return explicit.sub(f"{name} = 7 + ", text, count=1)
    return re.sub(rf"(?<=[{{,\s]){name}(?=\s*[,\n}} ])", f"MADE_BY_THE_TEST, {name}", text, count=1)


@pytest.mark.parametrize("name", VALUES)
def test_another_number(tmp_path: Path, found: PocketPy, name: str) -> None:
    folder = found.include_dir / "pocketpy"
    if name == "sizeof":  # of what may be longer: what stands at the end
        for kind in ("VM", "ValueStack"):
            header, text, at = definition(found, kind)
            end = text.index(f"}} {kind};", at)
            moved = f"{text[:end]} void *made_by_the_test; {text[end:]}"
            assert has_changed(compile_with(tmp_path, found, {header: moved}), f"sizeof({kind})")
        return
    for path in sorted(folder.rglob("*.h")):
        text = path.read_text(encoding="utf-8")
        if name == "OPCODES":
            changed = text + "OPCODE(MADE_BY_THE_TEST)\n" if path.name == "opcodes.h" else text
        else:
            changed = another_value(text, name)
        if changed != text:
            said = compile_with(tmp_path, found, {str(path.relative_to(folder)): changed})
            assert has_changed(said, name)
            return
    raise AssertionError(f"no header has {name}")


# --- the trials

DIFFERENT_ENGINES = {
    # The compiler's struct has a member more (or less), as from 2.1 to 2.2.
    "has_known_compiler": (
        "interpose/syntax.c",
        "    int i; /* the current token */",
        "    py_Name made_by_the_test;\n    int i;",
    ),
    # A call's bytecode has another number.
    "packs_calls": (
        "interpose/assumptions.c",
        "b.op == OP_CALL_VARGS",
        "b.op == OP_CALL_VARGS + 1",
    ),
    # A set's items are elsewhere.
    "has_known_sets": ("library_sources.c", "self._a", "self._b"),
    # One pool is overlooked, and those behind it.
    "finds_objects": ("interpose/garbage.c", "p < kMultiPoolCount", "p < 0"),
    # Names are mixed in another way.
    "finds_names": (
        "interpose/assumptions.c",
        "name_dict_find(PyObject__dict(object._obj), name)",
        "name_dict_find_mixed(PyObject__dict(object._obj), name, name_mixed(name) + 7)",
    ),
    # A value has its text further on.
    "has_texts_in_place": (
        "interpose/assumptions.c",
        "ours->data != theirs.data",
        "ours->data + 4 != theirs.data",
    ),
    # The loop calls a function of another name.
    "asks_before_bytecodes": (
        "stop/steps.c",
        "EXPORT SourceLocation Frame__source_location",
        "SourceLocation made_by_the_test(py_Frame *frame);\nEXPORT SourceLocation made_by_the_test",
    ),
    # A VM of other proportions: its members are looked for elsewhere.
    "is_laid_out": (
        "interpose/assumptions.c",
        "const VM *pk = region_vm(vm->region);",
        "const VM *pk = (const VM *)((const char *)region_vm(vm->region) + 64);",
    ),
}


def different_engine(folder: Path, name: str, old: str, new: str, in_file: str) -> Path:
    """The package, with an engine of which one file says ``new`` where it said ``old``.

    ``in_file``: the engine of the extension, for VMs in a thread, or that of the worker.
    """
    work = places.build_folder() / "work"
    generated = not (places.ENGINE / name).is_file()
    source = work / "generated" / name if generated else places.ENGINE / name
    built = (work / ("generated" if generated else "engine") / name).with_suffix(".o")
    text = source.read_text(encoding="utf-8")
    assert old in text
    changed = folder / source.name
    changed.write_text(text.replace(old, new), encoding="utf-8")
    package = folder / "pkhost"
    shutil.copytree(places.PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__"))

    compiled = folder / "changed.o"
    command = command_of(built)
    rules = command.index("-MD")
    del command[rules : rules + 3]
    command[command.index("-c") + 1] = str(changed)
    command[command.index("-o") + 1] = str(compiled)
    subprocess.run([*command, f"-I{source.parent}"], check=True)
    command = command_of(work / in_file)
    command[command.index(str(built))] = str(compiled)
    made = package / in_file
    made.unlink()
    command[command.index("-o") + 1] = str(made)
    subprocess.run(command, check=True)
    return folder


# In dialect "python" sets are of the engine's own making.
DIALECT = {"has_known_sets": "pocketpy"}


def first_vm(
    folder: Path, isolation: str = "thread", dialect: str = "python", before: str = ""
) -> subprocess.CompletedProcess[str]:
    program = (
        f"import pkhost\n{before}\nvm = pkhost.VM(isolation={isolation!r}, dialect={dialect!r})\n"
        "print(pkhost.__file__, vm.eval('1 + 1'))\n"
    )
    return subprocess.run(
        [sys.executable, "-c", program],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def test_there_is_an_engine_for_each_trial() -> None:
    assert set(DIFFERENT_ENGINES) == set(TRIALS)


def message_of(trial: str) -> str:
    [otherwise] = re.findall(
        rf"\{{ {trial},\s+\"(.*)\" \}}", (INTERPOSE / "assumptions.c").read_text(encoding="utf-8")
    )
    return (
        "the engine cannot be used: PocketPy is not as pkhost expects: "
        f"{otherwise} (docs/pocketpy-assumptions.md)"
    )


@pytest.mark.parametrize("trial", DIFFERENT_ENGINES)
def test_a_pocketpy_that_is_not_as_expected(tmp_path: Path, trial: str) -> None:
    change = DIFFERENT_ENGINES[trial]
    folder = different_engine(tmp_path, *change, places.EXTENSION_NAME)
    answer = first_vm(folder, dialect=DIALECT.get(trial, "python"))
    assert answer.returncode == 1
    last = answer.stderr.splitlines()[-1]
    assert last == f"pkhost.errors.EngineError: {message_of(trial)}"


def test_the_first_vm_of_each_dialect_is_tried(tmp_path: Path) -> None:
    """What one dialect has in PocketPy's place says nothing of PocketPy's own in the other."""
    change = DIFFERENT_ENGINES["has_known_sets"]
    folder = different_engine(tmp_path, *change, places.EXTENSION_NAME)
    other = "print(pkhost.VM(isolation='thread', dialect='python').eval('len({1, 2})'))"
    answer = first_vm(folder, dialect="pocketpy", before=other)
    assert answer.stdout == "2\n"
    last = answer.stderr.splitlines()[-1]
    assert last == f"pkhost.errors.EngineError: {message_of('has_known_sets')}"


@pytest.mark.parametrize("trial", ["packs_calls", "is_laid_out"])
def test_a_worker_whose_pocketpy_is_not_as_expected(tmp_path: Path, trial: str) -> None:
    change = DIFFERENT_ENGINES[trial]
    answer = first_vm(different_engine(tmp_path, *change, places.WORKER_NAME), "process")
    assert answer.returncode == 1
    last = answer.stderr.splitlines()[-1]
    assert last == f"pkhost.errors.EngineError: {message_of(trial)}"


def test_a_trial_that_ends_in_a_fault_says_what_it_tried(tmp_path: Path) -> None:
    faulty = (
        "interpose/assumptions.c",
        "    (void)vm;\n",
        "    *(volatile int *)(uintptr_t)vm->stop.fault[0] = 1;\n",
    )
    answer = first_vm(different_engine(tmp_path, *faulty, places.EXTENSION_NAME))
    assert answer.stderr.splitlines()[-1] == (
        "pkhost.errors.EngineError: the engine cannot be used: PocketPy is not as pkhost expects: "
        "OP_CALL_VARGS has other arguments (docs/pocketpy-assumptions.md); "
        "invalid memory access (SIGSEGV)"
    )


@pytest.mark.parametrize(
    ("isolation", "in_file"),
    [("thread", places.EXTENSION_NAME), ("process", places.WORKER_NAME)],
)
def test_an_engine_that_is_not_different_works(
    tmp_path: Path, isolation: str, in_file: str
) -> None:
    """Or the tests above would show nothing."""
    same = ("interpose/syntax.c", "/* the current token */", "/* the current one */")
    answer = first_vm(different_engine(tmp_path, *same, in_file), isolation)
    assert answer.stdout == f"{tmp_path / 'pkhost' / '__init__.py'} 2\n", answer.stderr
