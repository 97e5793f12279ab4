"""What the command imports: as little as it needs."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from cli_helpers import ENVIRONMENT, EXAMPLES, PATIENCE, run

LATE = (
    "rich",
    "pkhost._engine",
    "pkhost.scripts",
    "pkhost.programs",
    "asyncio",
    "pkhost.cli._script_report",
)


def loaded_after(*arguments: str) -> set[str]:
    """Which of LATE are loaded when the command has run in a new Python."""
    code = (
        "import json, os, sys\n"
        "from pkhost.cli import main\n"
        "status = main(sys.argv[1:])\n"
        f"print(json.dumps([n for n in {LATE!r} if n in sys.modules]), file=sys.stderr)\n"
        "sys.exit(status)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        env=ENVIRONMENT,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stderr.splitlines()[-1]))


def test_help_loads_no_subcommand() -> None:
    assert loaded_after("--help") == set()


def test_a_version_loads_the_engine_only() -> None:
    assert loaded_after("--version") == {"pkhost._engine"}


def test_a_script_that_ends_well_loads_nothing_for_colours_or_programs() -> None:
    loaded = loaded_after("run", str(EXAMPLES / "hello.py"))
    assert "pkhost.scripts" in loaded
    assert not loaded & {"rich", "pkhost.programs", "asyncio", "pkhost.cli._script_report"}


def test_the_console_command_is_the_module() -> None:
    command = Path(sys.executable).parent / "pkhost"
    if not command.exists():
        pytest.skip("pkhost is not installed beside this Python, so there is no console command")
    done = subprocess.run([command, "--version"], capture_output=True, env=ENVIRONMENT, check=False)
    assert done.stdout.decode() == run("--version").stdout
