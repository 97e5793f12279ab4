"""Results and errors are made where nothing can be imported any more.

A process may have changed its user, or have no descriptor left, since pkhost was first used.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import pkhost

CHILD = """
import json, sys
from pkhost import Limits, PkhostError, Policy

refused = []

class Refuse:
    def find_spec(self, name, path=None, target=None):
        refused.append(name)
        raise ImportError(f"{name} was to be loaded")

def block():
    sys.meta_path[:] = [Refuse()]

def told(result):
    try:
        result.check()
    except PkhostError as error:
        raised = str(error)
    else:
        raised = None
    return [result.status.value, raised, str(result), repr(result), result.as_dict()]

FIRST
unblocked = UNBLOCKED
unblocked or block()
answer = CALL
print(json.dumps([answer, refused]))
"""


# The two halves load some of the same.
SCRIPTS = """
from pkhost import VM
vm = VM(limits=Limits(steps=100_000))
vm.run("1").check()
"""
PROGRAMS = """
from pkhost import run_program
run_program(["true"]).check()
"""


def told(call: str, unblocked: bool = False) -> Any:
    """What an expression gives in a new process where nothing can be imported any more."""
    code = CHILD.replace("CALL", call).replace("UNBLOCKED", str(unblocked))
    code = code.replace("FIRST", PROGRAMS if "run_program" in call else SCRIPTS)
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": str(Path(pkhost.__file__).parents[1])},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    answer, refused = json.loads(done.stdout)
    assert refused == []
    return answer


@pytest.mark.parametrize(
    ("source", "status"),
    [
        ("while True: pass", "steps"),
        ("import stdc", "error"),
        ("(" * 50_000, "error"),
        ("def f(): g()\nf()", "error"),
        ("b'bytes'", "ok"),
    ],
)
def test_the_result_of_a_script(source: str, status: str) -> None:
    assert told(f"told(vm.run({source!r}))")[0] == status


@pytest.mark.parametrize(
    ("call", "status"),
    [
        ("['/no/such/program']", "not_started"),
        ("['sh', '-c', 'echo broken >&2; exit 3']", "error"),
        ("['sh', '-c', 'kill -SEGV $$']", "signaled"),
        ("['sh', '-c', 'kill -KILL $PPID; exec sleep 86397.5'], profile='none'", "sandbox_failed"),
        ("['yes'], limits=Limits(stdout=10), text=False", "output"),
    ],
)
def test_the_result_of_a_program(call: str, status: str) -> None:
    answer = told(f"told(run_program({call}))")
    assert answer[0] == status
    if "broken" in call:
        assert answer[1].endswith("\nstderr ends with:\n  broken")


def test_an_encoding_is_loaded_before_the_program_starts() -> None:
    call = (
        "told(run_program(['yes'], limits=Limits(stdout=3), encoding='latin-1', "
        "stdin=(block() or 'x' for _ in range(1))))"
    )
    assert told(call, unblocked=True)[:1] == ["output"]


def test_an_error_about_a_name_needs_no_module() -> None:
    script = """
def refused_by(function, *arguments, **options):
    try:
        function(*arguments, **options)
    except (TypeError, ValueError) as error:
        return str(error)
answer = [refused_by(Limits, stepz=1), refused_by(Policy().allow, "maths")]
refused.clear()  # difflib, which would have told the nearest
"""
    limits, policy = told("None\n" + script)
    assert limits.startswith("unexpected keyword argument 'stepz'; there are: address_space, ")
    assert policy.startswith("modules: there is no module named 'maths'")
