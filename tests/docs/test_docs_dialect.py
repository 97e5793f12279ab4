"""docs/dialect.md: every example does what the page says, here and in CPython."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from docs_dialect import LIMITS, PAGE, Example, examples, in_cpython, in_pkhost

from pkhost import VM, Policy, run_script
from which_pocketpy import IS_NEWER

EXAMPLES = examples()
IDS = [f"line {example.line}" for example in EXAMPLES]


def test_the_page_has_its_examples() -> None:
    assert len(EXAMPLES) > 60


@pytest.mark.parametrize("example", EXAMPLES, ids=IDS)
def test_here(example: Example) -> None:
    """As the page says; or, where PocketPy is newer than the page's, as CPython does."""
    right = {example.here, example.cpython} if IS_NEWER else {example.here}
    assert in_pkhost(example.code) in right


@pytest.mark.parametrize("example", EXAMPLES, ids=IDS)
def test_in_cpython(example: Example) -> None:
    assert in_cpython(example.code) == example.cpython


def test_each_example_shows_a_difference() -> None:
    same = [example.code for example in EXAMPLES if example.here == example.cpython]
    assert same == []


# ------------------------------------------------------------- what the page lists in its text


def listed(after: str, before: str = ".") -> list[str]:
    """The names in backquotes between two pieces of the page's text."""
    text = PAGE.read_text(encoding="utf-8")
    start = text.index(after) + len(after)
    return [part for part in text[start : text.index(before, start)].split("`")[1::2] if part]


@pytest.fixture(scope="module")
def vm() -> Iterator[VM]:
    with VM() as made:
        yield made


def test_the_methods_of_str(vm: VM) -> None:
    there = vm.eval("[name for name in dir(str) if not name.startswith('_')]")
    said = listed("\n`str` has ")
    assert said == (sorted(set(there) & set(said)) if IS_NEWER else sorted(there))


def test_the_exceptions_that_are_defined(vm: VM) -> None:
    source = (
        "import builtins\nfound = []\n"
        "for name in dir(builtins):\n    value = getattr(builtins, name)\n"
        "    if type(value) is type and issubclass(value, BaseException): found.append(name)\n"
        "found"
    )
    assert sorted(listed("\nDefined are ")) == sorted(vm.run(source).value)


def test_the_exceptions_that_are_not(vm: VM) -> None:
    names = listed("Others of CPython's, such as\n", "are not.")
    assert len(names) > 4
    assert vm.eval("[n for n in %r if n in dir(__import__('builtins'))]" % names) == []  # noqa: UP031


def test_the_builtins_that_are_not(vm: VM) -> None:
    names = listed("\nNot defined: ")
    assert len(names) > 4
    for name in names:
        assert hasattr(__builtins__, name) or name in dir(__import__("builtins"))
        error = vm.run(name).error
        assert error is not None and error.type == "NameError"


def test_the_modules(vm: VM) -> None:
    allowed = sorted(Policy().modules or ())  # those of dialect "python" among them
    there = [name for name in allowed if vm.run(f"import {name}")]
    assert listed("By default these modules can be imported: ") == there


def test_the_modules_that_are_not(vm: VM) -> None:
    for name in listed("\nPocketPy has no "):
        error = vm.run(f"import {name}").error
        assert error is not None and error.message == f"No module named '{name}'"


def variables(count: int) -> str:
    return "def f():\n" + "".join(f"    v{n} = 1\n" for n in range(count)) + "f()"


def constants(count: int) -> str:
    # The list's own length is no constant, but the None that a file returns is.
    return "x = [\n" + "".join(f"'{n}',\n" for n in range(count - 1)) + "]"


def classes(count: int) -> str:
    return f"for n in range({count}): exec('class A' + str(n) + ': pass')"


def jump(count: int) -> str:
    # A loop's body of so many bytecodes, about: an assignment is two.
    return "x = 0\nwhile x < 1:\n    x += 1\n" + "    y = 1\n" * (count // 2)


def items(count: int) -> str:
    return f"made = [{'1,' * count}]\nif len(made) != {count}: raise RuntimeError(len(made))"


def plain_arguments(count: int) -> str:
    return f"max({'1,' * count})"


def names(count: int) -> str:
    return "".join(f"n{n} = 1\n" for n in range(count))


@pytest.mark.parametrize(
    ("made", "fits", "fails", "error"),
    [
        (variables, 64, 65, "SyntaxError"),
        (lambda n: f"max(*{list(range(n))})", 64, 65, "TypeError"),
        (lambda n: f"try: __import__('{'m' * n}')\nexcept ImportError: pass", 63, 64, "ValueError"),
        (constants, 65_000, 65_536, "SyntaxError"),
        (classes, 32_000, 32_767, "RuntimeError"),
        (jump, 32_000, 33_000, "SyntaxError"),
        (items, 65_535, 65_536, "SyntaxError"),
        (plain_arguments, 255, 256, "SyntaxError"),
        (names, 65_534, 65_537, "SyntaxError"),
    ],
    ids=[
        "variables",
        "arguments",
        "module name",
        "constants",
        "classes",
        "jumps",
        "items",
        "plain arguments",
        "names",
    ],
)
def test_fixed_sizes(made, fits: int, fails: int, error: str) -> None:  # type: ignore[no-untyped-def]
    limits = LIMITS.replace(memory="256MiB", steps=None)
    assert run_script(made(fits), limits=limits).ok
    result = run_script(made(fails), limits=limits)
    assert result.error is not None and result.error.type == error
