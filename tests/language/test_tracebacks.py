"""What an uncaught exception of dialect "python" prints, byte for byte as CPython 3.11 does."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from language_helpers import LIMITS, cpython_311

from pkhost import VM, Status, run_script

PROGRAMS = {
    "a_call": "def f(x):\n    return x + 1\nprint(f('a'))\n",
    "marks": "a = [1]\nb = {'k': None}\nprint(a[0] + b['k']['z'])\n",
    "a_subscript": "x = {}\nprint(len(x['some key']) + 1)\n",
    "an_attribute": "import sys\nx = (1,\n     sys.nosuch)\n",
    "no_marks_for_a_whole_line": "raise ValueError\n",
    "several_lines": "print(\n    1 /\n    0)\n",
    "letters_beyond_ascii": "größe = 1; print('é' + größe)\n",
    "a_chain": """
        def load():
            raise OSError(2, 'No such file', 'x')
        try:
            load()
        except OSError as error:
            raise RuntimeError('cannot start') from error
        """,
    "during_handling": """
        try:
            {}['a']
        except KeyError:
            try:
                [][1]
            except IndexError:
                undefined_name
        """,
    "from_none": "try:\n    1/0\nexcept ZeroDivisionError:\n    raise ValueError('x') from None\n",
    "recursion": "def f(n):\n    return f(n + 1)\nf(0)\n",
    "some_recursion": """
        def f(n):
            if n == 0: raise ValueError('deep')
            f(n - 1)
        f(10)
        """,
    "mutual_recursion": """
        def a(n):
            if n == 0: raise ValueError('deep')
            b(n - 1)
        def b(n):
            a(n)
        a(5)
        """,
    "a_group": """
        def f():
            raise ValueError('in f')
        errors = []
        for _ in range(2):
            try: f()
            except ValueError as error: errors.append(error)
        raise ExceptionGroup('several', [*errors, ExceptionGroup('inner', [TypeError(1)])])
        """,
    "notes": "e = ValueError('x'); e.add_note('note 1\\nnote 2'); e.add_note('last')\nraise e\n",
    "a_name_like_another": "counter = 1\nprint(conter)\n",
    "a_builtin_like_another": "pritn('x')\n",
    "an_attribute_like_another": """
        class Account:
            def __init__(self): self.balance = 0
        Account().blance
        """,
    "nothing_like_it": "xyzzy_plugh\n",
    "a_syntax_error": "x = (1, 2\ny = 3\n",
    "another": "def f(:\n    pass\n",
    "an_indentation_error": "if True:\nprint(1)\n",
    "a_class_body": "class A:\n    x = 1\n    y = x / 0\n",
    "a_class_of_ones_own": "class MyError(Exception): pass\nraise MyError('a', 1)\n",
    "a_failing_str": "class E(Exception):\n    def __str__(self): 1/0\nraise E\n",
    "an_empty_message": "raise ValueError('')\n",
    "raised_again": """
        def f(): 1 / 0
        def g():
            try: f()
            except ZeroDivisionError: raise
        g()
        """,
    "raised_again_by_name": """
        def f(): 1 / 0
        try: f()
        except ZeroDivisionError as error: raise error
        """,
    "an_assertion": "x = 1\nassert x == 2, 'not two'\n",
    "a_lambda": "f = lambda: 1 / 0\nf()\n",
    "a_generator": "def g():\n    yield 1\n    1/0\nlist(g())\n",
    "exec_has_no_source": "exec('def f(): 1/0\\nf()')\n",
    "a_keyboard_interrupt": "raise KeyboardInterrupt\n",
    "what_except_star_leaves": """
        def f():
            try:
                raise ExceptionGroup('all', [ValueError(1), TypeError(2)])
            except* ValueError as group:
                print(group.exceptions)
        f()
        """,
    "what_except_star_leaves_and_raises": """
        try:
            raise ExceptionGroup('all', [ValueError(1), TypeError(2), OSError(3)])
        except* ValueError:
            raise KeyError(4)
        except* OSError as group:
            print(group.exceptions)
        """,
    "after_finally": "try:\n    1/0\nfinally:\n    print('done')\n",
}


@cpython_311
@pytest.mark.parametrize("name", PROGRAMS)
def test_a_traceback_is_cpythons(vm: VM, name: str, tmp_path: Path) -> None:
    program = textwrap.dedent(PROGRAMS[name]).lstrip("\n")
    (tmp_path / "main.py").write_text(program, encoding="utf-8")
    there = subprocess.run(
        [sys.executable, "-X", "utf8", "main.py"],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    vm.reset()
    result = vm.run(program)
    where = f'File "{tmp_path}/main.py"'
    assert result.stderr == there.stderr.replace(where, 'File "main.py"')
    assert result.status is Status.ERROR and result.stdout == there.stdout


def test_what_except_star_raises_alone_is_in_no_group(vm: VM) -> None:
    """As in CPython since 3.11.4."""
    vm.reset()
    result = vm.run(
        "try:\n    raise ExceptionGroup('all', [ValueError(1)])\n"
        "except* ValueError:\n    raise KeyError(2)\n"
    )
    assert result.error is not None
    assert (result.error.type, result.error.message) == ("KeyError", "2")
    assert "During handling" in result.stderr


def test_the_error_says_what_the_last_line_says(vm: VM) -> None:
    result = vm.run("counter = 1\ndef f():\n    return conter\nf()")
    assert result.error is not None
    assert result.error.type == "NameError"
    assert result.error.message == "name 'conter' is not defined. Did you mean: 'counter'?"
    assert [(e.line, e.function) for e in result.error.traceback] == [(4, None), (3, "f")]
    assert result.error.traceback[1].column == 12


def test_a_syntax_errors_place_is_data(vm: VM) -> None:
    error = vm.run("x = 1\n  y = 2\n").error
    assert error is not None and error.type == "IndentationError"
    assert error.message == "unexpected indent"
    assert error.traceback[-1].line == 2


def test_a_traceback_is_cut_where_standard_error_may_have_no_more() -> None:
    limits = LIMITS.replace(stderr=50)
    result = run_script("raise ValueError('x' * 1000)", dialect="python", limits=limits)
    assert result.status is Status.ERROR and len(str(result.stderr)) == 50
    assert result.error is not None and result.error.type == "ValueError"


HOSTILE = {
    "a_long_chain": """
        error = None
        for n in range(5000):
            new = ValueError(n)
            new.__context__ = error
            error = new
        raise error
        """,
    "a_circle": "a, b = ValueError(1), ValueError(2)\na.__cause__ = b\nb.__cause__ = a\nraise a\n",
    "its_own_cause": "a = ValueError(1)\na.__cause__ = a\nraise a\n",
    "deep_groups": """
        group = ValueError('x')
        for n in range(3000):
            group = ExceptionGroup('g', [group])
        raise group
        """,
    "wide_groups": "raise ExceptionGroup('g', [ValueError(n) for n in range(5000)])\n",
    "a_long_message": "raise ValueError('x' * 3_000_000)\n",
    "notes_of_anything": "e = ValueError()\ne.__notes__ = [3, None, e]\nraise e\n",
    "notes_that_fail": """
        class N:
            def __str__(self): 1/0
        e = ValueError()
        e.__notes__ = [N()]
        raise e
        """,
    "a_str_that_raises_itself": "class E(Exception):\n    def __str__(self): raise self\nraise E\n",
    "a_dir_that_fails": """
        class A:
            def __dir__(self): raise SystemExit(3)
        A().nothing
        """,
    "a_class_without_a_name": "E = type('', (Exception,), {})\nraise E\n",
    "a_syntax_error_of_nonsense": """
        error = SyntaxError('m', ('f', 10**6, 10**9, 'text', -5, -10**9))
        raise error
        """,
    "syntax_error_with_other_types": "raise SyntaxError('m', (1, 'a', None, 3.5))\n",
    "frames_of_a_group_in_a_circle": """
        a = ExceptionGroup('a', [ValueError()])
        b = ExceptionGroup('b', [a])
        a.__context__ = b
        raise b
        """,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_exceptions_end_as_errors(vm: VM, name: str) -> None:
    vm.reset()
    result = vm.run(textwrap.dedent(HOSTILE[name]))
    assert result.status is Status.ERROR, result
    assert result.error is not None and len(str(result.stderr)) < 1 << 21
    assert vm.run("1 + 1").value == 2
