"""``str(result.error)``: in dialect "python" what CPython prints, in both homes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import pkhost
from pkhost import Limits, Status

RAISING = {
    "calls": "def f():\n    return [1, 2][5]\nf()\n",
    "operators": "def f(a):\n    return 1 + a / 0\nf(3)\n",
    "chain": "try:\n    1 / 0\nexcept ZeroDivisionError as e:\n    raise KeyError('k') from e\n",
    "context": "try:\n    {}['a']\nexcept KeyError:\n    int('x')\n",
    "notes": "e = ValueError('v')\ne.add_note('and a note')\nraise e\n",
    "suggestion": "number = 1\nprint(numbre)\n",
    "syntax": "x = (1,\n",
    "indentation": "if True:\nx = 1\n",
    "recursion": "def f(n):\n    return f(n + 1) if n < 200 else n.x\nf(0)\n",
}


@pytest.mark.skipif(sys.version_info[:2] != (3, 11), reason="words and carets are those of 3.11")
@pytest.mark.parametrize("source", RAISING.values(), ids=RAISING)
def test_is_what_cpython_prints(source: str, tmp_path: Path) -> None:
    script = tmp_path / "main.py"
    script.write_text(source)
    command = [sys.executable, "-I", "main.py"]
    theirs = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    expected = theirs.stderr.replace(str(script), "main.py").rstrip("\n")
    result = pkhost.run_script(source, dialect="python")
    assert result.status is Status.ERROR
    assert str(result.error) == expected
    assert result.stderr.rstrip("\n") == expected


def test_does_not_need_standard_error() -> None:
    result = pkhost.run_script("1 / 0", limits=Limits(stderr=10), dialect="python")
    assert len(result.stderr) == 10
    assert result.error is not None
    assert str(result.error).endswith("ZeroDivisionError: division by zero")


def test_is_kept_up_to_64_kib() -> None:
    source = "raise ValueError('x' * {})"
    just_under = (1 << 16) - 200
    error = pkhost.run_script(source.format(just_under), dialect="python").error
    assert error is not None and str(error).endswith("x")
    assert just_under < len(str(error)) < 1 << 16
    error = pkhost.run_script(source.format(1 << 17), dialect="python").error
    assert error is not None and len(str(error)) == 1 << 16


def test_is_none_for_limits_and_in_pocketpys_dialect() -> None:
    for result in (
        pkhost.run_script("while True: pass", limits=Limits(steps=100), dialect="python"),
        pkhost.run_script("1 / 0", dialect="pocketpy"),
    ):
        assert result.error is not None and result.error.text is None
        assert 'File "main.py", line 1' in str(result.error)


def test_a_run_that_ends_well_leaves_no_text_of_the_one_before() -> None:
    with pkhost.VM(dialect="python") as vm:
        assert vm.run("1 / 0").error is not None
        assert vm.run("1").error is None
        error = vm.run("while True: pass", limits=Limits(steps=100)).error
        assert error is not None and error.text is None


def test_a_scripts_name_is_its_file() -> None:
    source = "import sys\nprint(__file__, sys.argv)"
    result = pkhost.run_script(source, filename="game.py", dialect="python")
    assert result.stdout == "game.py ['game.py']\n"
    assert pkhost.run_script("__file__", dialect="pocketpy").error is not None


def test_a_terminal_is_cleared_and_no_program_started() -> None:
    source = "import os\nprint(os.system('cls' if os.name == 'nt' else 'clear'), os.system('ls'))"
    assert pkhost.run_script(source, dialect="python").stdout == "\x1b[H\x1b[2J\x1b[3J0 32512\n"
