"""Sources and file names of every kind: a result or a clear error, and nothing gets through."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine_helpers import FREE, PATIENCE, assert_works, shared
from pkhost import VM, Limits, ScriptResult, Status, run_script

LIMITS = Limits(memory="8MiB", steps=20_000, stdout="64KiB", stderr="64KiB")


def error_of(result: ScriptResult) -> str:
    assert result.status is Status.ERROR, str(result)
    assert result.error is not None
    return result.error.type


@pytest.mark.parametrize("source", ["", " ", "\n", "\n\n\n", "# comment", "\t", "\r\n", "pass"])
def test_sources_that_do_nothing(vm: VM, source: str) -> None:
    result = vm.run(source)
    assert result.ok, str(result)
    assert (result.stdout, result.stderr) == ("", "")


def test_text_and_bytes_are_the_same(vm: VM) -> None:
    text = "print('é😀')"
    assert vm.run(text).stdout == "é😀\n"
    assert vm.run(text.encode()).stdout == "é😀\n"
    assert vm.run(bytearray(text.encode())).stdout == "é😀\n"


@pytest.mark.parametrize("source", ["\0", "x = 1\0", "\0x = 1", "x = '\0'", "# \0", "a\n\n\0"])
def test_nul(vm: VM, source: str) -> None:
    """It would end the source early, and what comes after would be hidden."""
    for each in (source, source.encode()):
        result = vm.run(each, "nul.py")
        assert error_of(result) == "SyntaxError"
        assert result.error is not None
        assert "NUL" in result.error.message
        entry = result.error.traceback[0]
        assert (entry.file, entry.line) == ("nul.py", source.count("\n") + 1)
    assert_works(vm)


def test_half_a_surrogate_pair(vm: VM) -> None:
    result = vm.run("x = 1\ny = '\ud800'", "half.py")
    assert error_of(result) == "SyntaxError"
    assert result.error is not None
    assert "surrogate" in result.error.message
    assert result.error.traceback[0].line == 2
    assert_works(vm)


@pytest.mark.parametrize(
    "source",
    [
        b"\xff",
        b"x = '\xff'",
        b"\xc3",
        b"print('\xe2\x82')",
        b"\xf0\x9f\x98",
        b"# \x80",
        b"\xc0\xaf",
    ],
)
def test_bytes_that_are_not_utf_8(vm: VM, source: bytes) -> None:
    result = vm.run(source)
    assert result.status in (Status.OK, Status.ERROR, Status.CRASHED)
    result.stdout.encode()  # what comes out is text that can be written
    assert_works(vm)


@pytest.mark.parametrize("source", [None, 1, 1.5, ["x = 1"], object(), memoryview(b"x = 1")])
def test_what_is_no_text_is_a_type_error(vm: VM, source: object) -> None:
    for use in (vm.run, vm.start, run_script):
        with pytest.raises(TypeError, match="source"):
            use(source)  # type: ignore[operator]
    assert_works(vm)


def test_a_huge_source_that_fits(vm: VM) -> None:
    result = vm.run("x = 1\n" * 100_000 + "print(x)")
    assert result.status is Status.OK, str(result)
    assert result.stdout == "1\n"


def test_a_huge_source_that_does_not_fit(vm: VM) -> None:
    result = vm.run("x = 1\n" * 5_000_000)
    assert result.status is Status.MEMORY
    assert_works(vm)


@pytest.mark.parametrize("size", [100, 1000, 50_000])
def test_long_lines_names_and_literals(vm: VM, size: int) -> None:
    for source in (
        "x = " + "1 + " * size + "1",
        "x" * size + " = 1",
        "x = '" + "y" * size + "'",
        "# " + "z" * size,
        "x = [" + "1, " * size + "]",
        "x = 1" + ";y = 2" * size,
        "x = " + "9" * size,
    ):
        result = vm.run(source, limits=FREE)
        assert result.status in (Status.OK, Status.ERROR, Status.CRASHED), str(result)[:500]
        vm.reset()
    assert_works(vm)


FILENAMES = [
    "",
    "a b",
    "ünïcödé.py",
    "😀.py",
    "with\nnewline.py",
    "with\0nul.py",
    "with\x1e\x1fbytes.py",
    "\x1f\x1e\x1f\x1e",
    "x" * 10_000,
    "é" * 300,
    "../../etc/passwd",
    "<string>",
    "%s%n%d",
    "\ud800.py",
    "a\tb\r\x1b[31m",
]


@pytest.mark.parametrize("filename", FILENAMES, ids=range(len(FILENAMES)))
def test_odd_file_names(vm: VM, filename: str) -> None:
    """They appear in tracebacks, as one field of one line, whatever they hold."""
    for _ in range(2):
        result = vm.run("def f():\n    1 / 0\nf()", filename)
        assert error_of(result) == "ZeroDivisionError"
        assert result.error is not None
        outer, inner = result.error.traceback
        assert (outer.line, inner.line) == (3, 2)
        assert (outer.function, inner.function) == (None, "f")
        assert outer.file == inner.file
        assert not set(outer.file) & set("\n\0\x1e\x1f")
        str(result.error).encode()
    result = vm.run("def f(:", filename)
    assert error_of(result) == "SyntaxError"
    assert vm.run("x = 1", filename, limits=Limits(steps=1)).status in (Status.OK, Status.STEPS)
    assert_works(vm)


def test_an_ordinary_file_name_is_what_tracebacks_say(vm: VM) -> None:
    result = vm.run("\n\n1 / 0", "scripts/träck.py")
    assert result.error is not None
    entry = result.error.traceback[0]
    assert (entry.file, entry.line, entry.function, entry.source) == (
        "scripts/träck.py",
        3,
        None,
        "1 / 0",
    )


@pytest.mark.parametrize("filename", [None, 5, b"main.py", ["a"]])
def test_a_file_name_that_is_no_text_is_a_type_error(vm: VM, filename: object) -> None:
    for use in (vm.run, vm.start, run_script):
        with pytest.raises(TypeError, match="filename"):
            use("x = 1", filename=filename)  # type: ignore[operator]
    assert_works(vm)


@pytest.mark.parametrize(
    "line",
    ["1 / 0  # \x1e\x1f", "x = '\x1f\x1e'; 1 / 0", "1 / 0  # é\x7f", "1 / 0  # " + "x" * 5000],
)
def test_odd_source_lines_in_tracebacks(vm: VM, line: str) -> None:
    result = vm.run(f"y = 1\n{line}")
    assert error_of(result) == "ZeroDivisionError"
    assert result.error is not None
    (entry,) = result.error.traceback
    assert entry.line == 2
    assert entry.source and "1 / 0" in entry.source
    assert not set(entry.source) & set("\n\x1e\x1f")


@pytest.mark.parametrize(
    ("source", "line"),
    [("def f(:", 1), ("x = 1\nif", 2), ("x = (\n\n", None), ("\n\n  y = 1", 3), ("'abc", 1)],
)
def test_syntax_errors_tell_where(vm: VM, source: str, line: int | None) -> None:
    result = vm.run(source, "bad.py")
    assert error_of(result) == ("IndentationError" if "\n  " in source else "SyntaxError")
    assert result.error is not None
    assert result.error.traceback
    assert result.error.traceback[-1].file == "bad.py"
    if line is not None:
        assert result.error.traceback[-1].line == line
    assert result.usage.steps == 0


def test_messages_of_exceptions_are_kept_whole_within_reason(vm: VM) -> None:
    result = vm.run("raise ValueError('a\\nb\\x1e\\x1f%s' + 'c' * 100)")
    assert result.error is not None
    assert result.error.message == "a\nb\x1e\x1f%s" + "c" * 100
    result = vm.run("raise ValueError('x' * 1000000)")
    assert result.error is not None
    assert 1000 <= len(result.error.message) <= 100_000


def test_exceptions_whose_text_fails(vm: VM) -> None:
    for body in ("1 / 0", "return 5", "while True: pass", "return self", "return str(self)"):
        source = (
            f"class E(Exception):\n    def __str__(self):\n        {body}\n"
            f"    def __repr__(self):\n        {body}\nraise E('x')"
        )
        result = vm.run(source, limits=LIMITS.replace(memory="8MiB"))
        assert result.status in (Status.ERROR, Status.STEPS, Status.CRASHED), str(result)
        assert_works(vm)


# --- generated sources

TOKENS = st.sampled_from(
    [
        *"()[]{}:;,.=+-*/%<>@!&|^~\n\t ",
        *("def", "class", "if", "else", "for", "in", "while", "try", "except", "return", "yield"),
        *("lambda", "import", "from", "with", "as", "raise", "pass", "global", "del", "assert"),
        *("x", "y", "print", "self", "None", "True", "0", "1", "99", "1.5", "'a'", 'f"{x}"', "**"),
        *("\n    ", "\n        ", "==", "!=", "//", "<<", "->", ":=", "async", "await", "match"),
    ]
)


@settings(max_examples=300)
@given(st.lists(TOKENS, max_size=40))
def test_any_tokens(tokens: list[str]) -> None:
    result = shared(LIMITS).run(" ".join(tokens), limits=LIMITS)
    assert isinstance(result.status, Status)
    shared(LIMITS).reset()


@settings(max_examples=300)
@given(st.text(max_size=60))
def test_any_text(source: str) -> None:
    result = shared(LIMITS).run(source, limits=LIMITS)
    assert isinstance(result.status, Status)
    shared(LIMITS).reset()


@settings(max_examples=300)
@given(st.binary(max_size=60))
def test_any_bytes(source: bytes) -> None:
    result = shared(LIMITS).run(source, limits=LIMITS)
    assert isinstance(result.status, Status)
    str(result).encode()
    shared(LIMITS).reset()


@settings(max_examples=100)
@given(st.text(st.characters(exclude_characters="\0"), max_size=40))
def test_any_text_can_be_printed_and_comes_back(text: str) -> None:
    literal = "".join(f"\\x{b:02x}" for b in text.encode("utf-8", "replace"))
    result = shared(LIMITS).run(f"print(b'{literal}'.decode(), end='')", limits=LIMITS)
    assert result.stdout == text.encode("utf-8", "replace").decode()
    shared(LIMITS).reset()


@settings(max_examples=100)
@given(st.text(max_size=40))
def test_any_file_name(filename: str) -> None:
    result = shared(LIMITS).run("1 / 0", filename, limits=LIMITS)
    assert result.error is not None
    assert len(result.error.traceback) == 1
    assert result.error.traceback[0].line == 1


def test_the_shared_vm_is_well_in_the_end() -> None:
    assert_works(shared(LIMITS))


def test_a_source_is_not_kept(vm: VM) -> None:
    """start() copies it: what happens to the buffer afterwards is nothing to the run."""
    source = bytearray(b"input()\nprint('first')")
    handle = vm.start(source, limits=FREE, stdin=lambda printed: "\n")
    source[:] = b"x" * len(source)
    assert handle.result(PATIENCE).stdout == "first\n"
