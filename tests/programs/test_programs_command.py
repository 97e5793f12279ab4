"""pkhost exec, as somebody types it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from .guard import in_guard

ROOT = Path(__file__).resolve().parent.parent.parent
COMMAND = [sys.executable, "-m", "pkhost", "exec"]


def pkhost_exec(*arguments: str | Path, **options: Any) -> subprocess.CompletedProcess[str]:
    options.setdefault("stdin", subprocess.DEVNULL)
    if "input" in options:
        del options["stdin"]
    return subprocess.run(
        [*COMMAND, *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env={**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1"},
        **options,
    )


def test_output_and_exit_status(hostile: str) -> None:
    done = pkhost_exec("--", "sh", "-c", "cat; echo err >&2", input="hello\n")
    assert (done.returncode, done.stdout, done.stderr) == (0, "hello\n", "err\n")
    done = pkhost_exec("sh", "-c", "exit 9")
    assert done.returncode == 1
    assert done.stderr.startswith("pkhost: failed: exit code 9\nafter ")
    done = pkhost_exec(hostile, "die_by", "11")
    assert done.returncode == 1
    assert "killed by a signal: SIGSEGV" in done.stderr


@pytest.mark.parametrize(
    ("options", "behaviour", "said"),
    [
        (["--time", "0.1"], ["ignore_term"], "> wall time"),
        (["--cpu-time", "0.1"], ["cpu_threads"], "> CPU time"),
        (["--memory", "20MB"], ["malloc_touch", "100"], "> memory"),
        (["--stdout", "1kB"], ["flood_out"], "> stdout"),
        (["--stderr", "1kB"], ["flood_err"], "> stderr"),
    ],
)
def test_limits(options: list[str], behaviour: list[str], said: str, hostile: str) -> None:
    done = pkhost_exec(*options, "--", hostile, *behaviour)
    assert done.returncode == 3
    assert done.stderr.lstrip().find("pkhost: stopped: ") >= 0
    assert said in done.stderr
    assert f"hint: {options[0]} raises this limit" in done.stderr


def test_json(hostile: str) -> None:
    done = pkhost_exec("--json", "--", hostile, "invalid_utf8")
    assert (done.returncode, done.stderr) == (0, "")
    result = json.loads(done.stdout)
    assert (result["status"], result["exit_code"], result["error"]) == ("ok", 0, None)
    assert result["stdout"] == "ok \ufffd\ufffd\ufffd"
    assert result["usage"]["peak_memory"] > 0
    assert set(result["protections"]) >= {"landlock", "seccomp", "cgroup"}


def test_bytes_go_through_unchanged(hostile: str) -> None:
    done = subprocess.run(
        [*COMMAND, hostile, "invalid_utf8"],
        capture_output=True, check=False, stdin=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.stdout == b"ok \xff\xfe\xc3"


def test_files_and_variables(tmp_path: Path) -> None:
    (tmp_path / "in").write_text("content")
    done = pkhost_exec(
        "--write", str(tmp_path), "--cwd", str(tmp_path), "--env", "A=b=c", "--stdin",
        str(tmp_path / "in"), "sh", "-c", "cat > out; echo $A",
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (0, "b=c\n")
    assert (tmp_path / "out").read_text() == "content"


def test_truncate(hostile: str) -> None:
    done = pkhost_exec("--truncate", "--stdout", "5", hostile, "print_bytes", "1000")
    assert (done.returncode, done.stdout) == (0, "xxxxx")


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        ([], 2, "no program is given"),
        (["/nowhere"], 2, "not started: /nowhere: No such file"),
        (["--memory", "-1", "true"], 2, "--memory"),
        (["--memory", "unlimited", "true"], 2, "--memory"),
        (["--processes", "0", "true"], 2, "--processes"),
        (["--profile", "lax", "true"], 2, "--profile"),
        (["--env", "novalue", "true"], 2, "NAME=VALUE"),
        (["--read", "/nowhere", "true"], 2, "/nowhere"),
        (["--stdin", "/nowhere", "true"], 2, "--stdin"),
        (["--network", "--require", "network_namespace", "true"], 70, "network is allowed"),
    ],
)
def test_what_makes_no_sense(arguments: list[str], status: int, said: str) -> None:
    done = pkhost_exec(*arguments)
    assert done.returncode == status
    assert said in done.stderr
    assert "Traceback" not in done.stderr


@in_guard
def test_control_c(hostile: str) -> None:
    running = subprocess.Popen(
        [*COMMAND, hostile, "fork_bomb"],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1"},
    )  # fmt: skip
    assert running.stdout is not None
    assert running.stdout.readline().strip().isdigit()
    running.send_signal(signal.SIGINT)
    _, errors = running.communicate(timeout=20)
    assert running.returncode == 130
    assert "pkhost: interrupted: the host stopped it" in errors


def test_the_engine_is_not_needed() -> None:
    script = (
        "import sys; sys.modules['pkhost._engine'] = None; sys.modules['pkhost.engine'] = None; "
        "from pkhost.cli import main; sys.exit(main(['exec', 'echo', 'fine']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False,
        stdin=subprocess.DEVNULL, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (0, "fine\n"), done.stderr


def test_a_terminal_and_a_stack(guests: Path) -> None:
    done = pkhost_exec("--terminal", "--", guests / "stack", input="Ada\n")
    assert (done.returncode, done.stdout, done.stderr) == (0, "name? hello Ada\n", "")
    script = "test -t 0 && test -t 1 && test -t 2 && stty size; echo err >&2; read x; exit 3"
    done = pkhost_exec("--terminal", "--", "sh", "-c", script)
    assert (done.returncode, done.stdout) == (1, "24 80\nerr\n")
    assert done.stderr.startswith("pkhost: failed: exit code 3\n")
    done = pkhost_exec("--stack", "1MiB", "--", guests / "stack", "1100")
    assert "killed by a signal: SIGSEGV" in done.stderr
    assert pkhost_exec("--stack", "2MiB", "--", guests / "stack", "1100").returncode == 0


def test_a_script_of_the_folder_here_is_told_how_to_be_seen(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    (tmp_path / "here.sh").write_text("echo seen; exit $1")
    hint = (
        "hint: it started in an empty folder, without here.sh; --cwd . starts it here, and "
        "--file here.sh gives it a copy\n"
    )
    done = pkhost_exec("--", "sh", "here.sh", "0", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr.endswith(hint)
    done = pkhost_exec("--cwd", ".", "--", "sh", "here.sh", "3", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, "seen\n")
    assert "hint" not in done.stderr
    assert "hint" not in pkhost_exec("--", "sh", "there.sh", cwd=tmp_path).stderr
