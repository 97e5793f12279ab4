"""The compiler's trees are CPython's, node for node and place for place."""

from __future__ import annotations

import ast
import re
import sys
import sysconfig
import warnings
from collections.abc import Iterator
from pathlib import Path

import parse_tree
import pytest

HERE = Path(__file__).parent
EVERY_FORM = (HERE / "every_form.txt").read_text(encoding="utf-8")

FILES_MOST = 40
"""How many files of the standard library are parsed, of some 700: all of them were tried once."""


@pytest.fixture
def parser(parse_tree_program: Path) -> Iterator[parse_tree.Parser]:
    with parse_tree.running(parse_tree_program) as running:
        yield running


def cpython(source: str, mode: str = "exec") -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of escapes that are none, and the like
        return parse_tree.write(ast.parse(source, mode=mode))


def same(ours: str, theirs: str) -> bool:
    """Whether two trees are the same; where CPython has no places in f-strings, without places."""
    if "JoinedStr" in theirs and sys.version_info < (3, 12):
        ours, theirs = (re.sub(r"\d+\.\d+-\d+\.\d+", "", tree) for tree in (ours, theirs))
    return ours == theirs


def statements(source: str) -> list[str]:
    """A source in pieces of whole statements, which say more than all of it if one is wrong."""
    lines = source.splitlines(keepends=True)
    found: list[str] = []
    end = 0
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        body = ast.parse(source).body
    for node in body:
        first = min(each.lineno for each in [node, *getattr(node, "decorator_list", [])])
        assert node.end_lineno is not None
        text = "".join(lines[max(first - 1, end) : node.end_lineno])
        # In the same line as the one before, or in one that this line goes on in.
        if first <= end or (found and found[-1].endswith("\\\n")):
            found[-1] += text
        else:
            found.append(text)
        end = node.end_lineno
    return found


@pytest.mark.skipif(sys.version_info < (3, 11), reason="it cannot parse except*")
def test_every_form_of_the_grammar(parser: parse_tree.Parser) -> None:
    parts = statements(EVERY_FORM)
    assert len(parts) > 70
    for part in [*parts, EVERY_FORM]:
        assert same(parse_tree.normal(parser.ask(part.encode())), cpython(part)), part


@pytest.mark.skipif(sys.version_info[:2] != (3, 11), reason="the grammar is that of 3.11")
def test_the_standard_library(parser: parse_tree.Parser) -> None:
    files = sorted(Path(sysconfig.get_path("stdlib")).glob("*.py"))
    for file in files[:: len(files) // FILES_MOST + 1]:
        source = file.read_text(encoding="utf-8")
        assert same(parse_tree.normal(parser.ask(source.encode())), cpython(source)), file


@pytest.mark.parametrize(
    "source", ["x", "1, 2", " x".strip(), "(yield)", "x if y else z\n\n", "*x,"]
)
def test_eval(parser: parse_tree.Parser, source: str) -> None:
    answer = parser.ask(source.encode(), "v")
    try:
        assert answer == cpython(source, "eval")
    except SyntaxError:
        assert answer.startswith("error SyntaxError ")


@pytest.mark.parametrize(
    "source",
    ["x\n", "x; y\n", "if x: pass\n", "if x:\n  pass\n", "match x:\n case y: pass\n", "x # y"],
)
def test_single(parser: parse_tree.Parser, source: str) -> None:
    ours, theirs = parser.ask(source.encode(), "s"), cpython(source + "\n", "single")
    assert ours == theirs


def test_single_is_one_statement(parser: parse_tree.Parser) -> None:
    wrong = parser.error("x\ny\n", "s")
    assert wrong is not None
    assert wrong.message == "multiple statements found while compiling a single statement"


LATER = (
    (
        "type X = int",
        "TypeAlias(1.0-1.12, Name(1.5-1.6, 'X', Store), [], Name(1.9-1.12, 'int', Load))",
    ),
    (
        "type X[T: int, *Ts, **P] = Y",
        "TypeAlias(1.0-1.28, Name(1.5-1.6, 'X', Store), [TypeVar(1.7-1.13, 'T', "
        "Name(1.10-1.13, 'int', Load)), TypeVarTuple(1.15-1.18, 'Ts'), ParamSpec(1.20-1.23, 'P')], "
        "Name(1.27-1.28, 'Y', Load))",
    ),
    (
        "class A[T]: pass",
        "ClassDef(1.0-1.16, 'A', [], [], [Pass(1.12-1.16)], [], [TypeVar(1.8-1.9, 'T', None)])",
    ),
    (
        "def f[T](): pass",
        "FunctionDef(1.0-1.16, 'f', arguments(, [], [], None, [], [], None, []), "
        "[Pass(1.12-1.16)], [], None, [TypeVar(1.6-1.7, 'T', None)])",
    ),
    (
        'f"a{x!r:>{w}}" "b"',
        "Expr(1.0-1.18, JoinedStr(1.0-1.18, [Constant(1.2-1.3, 'a'), "
        "FormattedValue(1.3-1.13, Name(1.4-1.5, 'x', Load), 114, JoinedStr(1.7-1.12, "
        "[Constant(1.8-1.9, '>'), FormattedValue(1.9-1.12, Name(1.10-1.11, 'w', Load), -1, "
        "None)])), Constant(1.15-1.18, 'b')]))",
    ),
    (
        'f"{x = }"',
        "Expr(1.0-1.9, JoinedStr(1.0-1.9, [Constant(1.3-1.7, 'x = '), "
        "FormattedValue(1.2-1.8, Name(1.3-1.4, 'x', Load), 114, None)]))",
    ),
    (
        "f'{f'{x}'}'",
        "Expr(1.0-1.11, JoinedStr(1.0-1.11, [FormattedValue(1.2-1.10, JoinedStr(1.3-1.9, "
        "[FormattedValue(1.5-1.8, Name(1.6-1.7, 'x', Load), -1, None)]), -1, None)]))",
    ),
)
"""What 3.11 has not: type parameters, and f-strings that have places and may nest."""


@pytest.mark.parametrize(("source", "tree"), LATER)
def test_forms_of_312(parser: parse_tree.Parser, source: str, tree: str) -> None:
    wanted = f"Module(, [{tree}])".replace("'", '"')
    assert parser.ask(source.encode()) == wanted
    if sys.version_info[:2] == (3, 12):
        theirs = re.sub(r', Constant\(\d+\.\d+-\d+\.\d+, ""\)', "", cpython(source))
        assert theirs == wanted
