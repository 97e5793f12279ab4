"""Scripts inside of a sandbox that refuses what isolation needs: the one of programs."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pkhost
from pkhost import Limits, ProgramResult, run_program

HOME = Path(pkhost.__file__).parent.parent
LIMITS = Limits(memory="512MiB", wall_time=60, cpu_time=60)


def in_a_sandbox(*arguments: str) -> ProgramResult:
    """Python with pkhost, under the strictest profile."""
    return run_program(
        [sys.executable, *arguments],
        readable={HOME, sys.prefix, sys.base_prefix, *filter(os.path.isdir, sys.path)},
        env={"PYTHONPATH": os.pathsep.join([str(HOME), *filter(os.path.isdir, sys.path)])},
        limits=LIMITS,
    )


def explains(message: str) -> bool:
    return (
        message.startswith("scripts cannot be isolated here: ")
        and "memfd_create" in message
        and "run_program()" in message
        and "outside" in message
    )


def test_the_error_names_the_sandbox_and_the_fix() -> None:
    source = (
        "import pkhost\n"
        "for each in pkhost.run_script, lambda source: pkhost.VM():\n"
        "    try: each('1')\n"
        "    except pkhost.EngineError as error: print(error)\n"
        "print(pkhost.run_script('6 * 7', isolation='thread').value)\n"
    )
    result = in_a_sandbox("-c", source)
    assert result.ok, result
    *errors, value = result.stdout.splitlines()
    assert len(errors) == 2 and all(map(explains, errors)), errors
    assert all('isolation="thread"' in error for error in errors)
    assert value == "42"


def test_the_command_says_so_too() -> None:
    result = in_a_sandbox("-m", "pkhost", "run", "-c", "print(6 * 7)")
    assert result.exit_code == 70
    assert explains(result.stderr.removeprefix("pkhost: ")), result.stderr
    assert "--isolation thread" in result.stderr

    result = in_a_sandbox("-m", "pkhost", "run", "--isolation", "thread", "-c", "print(6 * 7)")
    assert result.stdout == "42\n"


def test_the_doctor_does_not_take_scripts_for_isolated() -> None:
    result = in_a_sandbox("-m", "pkhost", "doctor", "--json")
    assert result.exit_code == 1
    found = json.loads(result.stdout)
    checks = {check["name"]: check for check in found["checks"]}
    assert checks["isolation"]["state"] == "failed"
    assert explains(checks["isolation"]["detail"])
    assert checks["scripts"]["state"] == "ok"  # in a thread
    assert found["script_protections"] == {}
