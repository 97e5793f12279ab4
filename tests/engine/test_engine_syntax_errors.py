"""Syntax errors: in words that people know, with line and column; never a token's inner name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pkhost import VM, Limits, Status, run_script

# The source, and what is said: line, column, words.
CASES = [
    ("if x\n    pass", 1, 5, "expected ':' at the end of the line"),
    ("for i in range(3)\n    pass", 1, 18, "expected ':' at the end of the line"),
    ("x = 1\nclass X\n    pass", 2, 8, "expected ':' at the end of the line"),
    ("if x = 1:\n    pass", 1, 6, "expected ':', but found '='; did you mean '=='?"),
    ("d = {1: 2, 3}", 1, 13, "expected ':', but found '}'"),
    ("def f(:\n    pass", 1, 7, "expected a name, but found ':'"),
    ("import", 1, 7, "expected a name at the end of the source"),
    ("x = (1,\n2", 1, 5, "'(' was never closed"),
    ("x = 1\ny = f(a[1], {2: 3}", 2, 6, "'(' was never closed"),
    ("x = [1, (2)", 1, 5, "'[' was never closed"),
    ("f(", 1, 2, "'(' was never closed"),
    ("while True:\nx = 1", 2, 1, "expected an indented block"),
    ("x = 1\n  y = 2", 2, 3, "unexpected indent"),
    ("print 'a'", 1, 7, "Missing parentheses in call to 'print'. Did you mean print(...)?"),
    ("a b", 1, 3, "invalid syntax: 'b' cannot stand here"),
    ("x = ", 1, 4, "expected an expression at the end of the source"),
    ("x = 3 +", 1, 8, "expected an expression at the end of the source"),
    ("a = [1]\nb = [*a, 2]", 2, 6, "expected an expression, but found '*'"),
    ("b = [f(1), 2, *a]", 1, 15, "expected an expression, but found '*'"),
    ("d = {**{'a': 1}, 'b': 2}", 1, 6, "expected an expression, but found '**'"),
    ("d = {'b': [2], **a}", 1, 16, "expected an expression, but found '**'"),
    ("s = {1, *a}", 1, 9, "expected an expression, but found '*'"),
    ("t = (*a, 1)", 1, 6, "expected an expression, but found '*'"),
    ("t = *a, 1", 1, 5, "expected an expression, but found '*'"),
    ("for x in *a, 1: pass", 1, 10, "expected an expression, but found '*'"),
    ("def f(): return *a, 1", 1, 17, "expected an expression, but found '*'"),
    ("語 = 'é'; 語 語", 1, 12, "invalid syntax: '語' cannot stand here"),
    ("é = 1", 1, 1, "invalid character 'é' (U+00E9)"),
    ("return 5", 1, 1, "'return' outside function"),
    ("for i in [1]: pass\nbreak", 2, 1, "'break' outside loop"),
    ("def f(a, b=g()): pass", 1, 12, "a default value must be a literal, not 'g'"),
    ("x = 'abc", 1, 5, "unterminated string literal"),
    ("x = f('a', \"b)", 1, 12, "unterminated string literal"),
    ("x = 1\ny = 'abc  \n", 2, 5, "unterminated string literal"),
    ("1' \n", 1, 2, "unterminated string literal"),
    # In a line that others follow, with strings before it that do end.
    ("x = 1\nprint('abc)\nprint(x)\n", 2, 7, "unterminated string literal"),
    ("print('it\\'s') # don't\nx = \"abc\ny = 'a'", 2, 5, "unterminated string literal"),
    ("x = \"\"\"don't\n\"\"\"\ny = f'x\nz = 1", 3, 6, "unterminated string literal"),
    ("x = ''\ndef f():\n    \"\"\"doc\n    return 1\n", 3, 5,
     "unterminated triple-quoted string literal"),
    ("n = int(input()\nprint(n)\n", 1, 8, "'(' was never closed"),
    ("x = [1, (2\n, 3\ny = f(4)\n", 1, 9, "'(' was never closed"),
    ("x = [1\n2]\n", 2, 1, "expected ']', but found '2'"),
    ("t = sum(int(x) for x in y)", 1, 16,
     "generator expressions are not supported; write a list in brackets, as [x for x in y]"),
    ("def f():\n    nonlocal x", 2, 14, "'nonlocal' is not supported"),
    ("async def f(): pass", 1, 7, "'async' is not supported"),
    ("x = $5", 1, 5, "invalid character '$' (U+0024)"),
    ("x = 'ok?' ?", 1, 11, "invalid character '?' (U+003F)"),
    ("\u00a0x = 1", 1, 1, "invalid character '\u00a0' (U+00A0)"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "line", "column", "words"), CASES)
def test_the_place_and_the_words(source: str, line: int, column: int, words: str) -> None:
    result = run_script(source)
    assert result.status is Status.ERROR
    assert result.error is not None
    assert (result.error.type, result.error.message) == ("SyntaxError", words)
    [entry] = result.error.traceback
    assert (entry.line, entry.column) == (line, column)


def test_a_caret_points_at_it() -> None:
    result = run_script("if True:\n    x = (1 +\n")
    assert str(result.error) == (
        "Traceback (most recent call last):\n"
        '  File "main.py", line 2\n'
        "    x = (1 +\n"
        "        ^\n"
        "SyntaxError: '(' was never closed"
    )


def test_an_error_that_is_no_syntax_error_has_no_column() -> None:
    error = run_script("try:\n    exec('(')\nexcept SyntaxError: pass\n1 // 0").error
    assert error is not None
    assert [entry.column for entry in error.traceback] == [None]


def test_in_what_the_script_compiles_itself_and_in_modules() -> None:
    error = run_script("exec('x = 1\\nif y z: pass')").error
    assert error is not None
    assert [(entry.line, entry.column) for entry in error.traceback] == [(1, None), (2, 6)]
    with VM(modules={"broken": "def f(:\n    pass"}) as vm:
        error = vm.run("import broken").error
    assert error is not None
    assert (error.traceback[-1].file, error.traceback[-1].column) == ("broken.py", 7)


def test_a_long_name_is_cut_where_a_character_ends() -> None:
    error = run_script("a " + "語" * 1000).error
    assert error is not None
    assert error.message == f"invalid syntax: '{'語' * 13}' cannot stand here"


@given(st.text(alphabet="()[]{}:,='\"#\n\\ x1é$?!@*+", max_size=60))
def test_whatever_the_source_no_inner_name_of_a_token_is_shown(source: str) -> None:
    result = run_script(source, limits=Limits(steps=1000, memory="4MiB"))
    if result.error is None or result.error.type != "SyntaxError":
        return
    assert not result.restored
    for inner in ("@e", "@i", "@d", "@n", "@s", "@f", "@b"):
        assert inner not in result.error.message.replace("'@", "")
    lines = source.split("\n")
    for entry in result.error.traceback:
        if entry.column is not None:
            # One behind the end of the line is its end.
            assert 1 <= entry.column <= len(lines[entry.line - 1]) + 1


def test_stars_that_are_no_part_of_a_display() -> None:
    source = (
        "def f(a, *b, **c): return [a, b, c]\n"
        "a = [3, 4]\nd = {'k': 5}\n"
        "x, *y = a\n"
        "(x, *z) = a\n"
        "r = [f(*a), f(1, *a, **d), {'q': f(1, **d)}, a[0] * a[1], [2 ** 3, 2 * 4, (2) * 4]]\n"
        "g = [lambda *b: b, lambda x, *b: b, lambda x, **c: c]\n"
        "h = {1: lambda x, *b: b}\n"
        "r + [y, z, g[0](1), g[1](1, 2), h[1](*a), [f][0] (*a), print (*a)]"
    )
    assert run_script(source).check().value == [
        [3, (4,), {}], [1, (3, 4), {"k": 5}], {"q": [1, (), {"k": 5}]}, 12, [8, 8, 8],
        [4], [4], (1,), (2,), (4,), [3, (4,), {}], None,
    ]  # fmt: skip
