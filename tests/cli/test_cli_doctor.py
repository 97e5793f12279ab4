"""``pkhost doctor`` and ``pkhost --version``."""

from __future__ import annotations

import json
import os
import platform
import re
import resource
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from cli_helpers import ENVIRONMENT, PATIENCE, ROOT, run

import pkhost
from pkhost.cli._doctor_checks import _conclusions
from pkhost.cli._doctor_trials import TRIALS
from pkhost.engine.isolation import SCRIPT_PROTECTIONS

COVERED = (
    "isolation", "system", "processors", "memory overcommit", "address space", "processes",
    "timers", *TRIALS, "programs", "confined programs",
)  # fmt: skip


def diagnose(**options: Any) -> tuple[int, dict[str, Any]]:
    done = run("doctor", "--json", **options)
    assert done.stdout.count("\n") == 1, done.stderr
    return done.returncode, json.loads(done.stdout)


def states(found: dict[str, Any]) -> dict[str, str]:
    return {check["name"]: check["state"] for check in found["checks"]}


def test_versions() -> None:
    done = run("--version")
    assert done.returncode == 0
    assert re.fullmatch(
        rf"pkhost {re.escape(pkhost.__version__)}\nPocketPy 2\.\d+\.\d+\n"
        rf"Python {re.escape(platform.python_version())}\n",
        done.stdout,
    )


def test_everything_is_looked_at_and_works_here() -> None:
    status, found = diagnose()
    assert set(found) == {"ok", "versions", "checks", "script_protections", "protections"}
    assert tuple(states(found)) == COVERED
    failed = [check for check in found["checks"] if check["state"] == "failed"]
    assert failed == []
    assert found["ok"] is True
    assert status == 0
    assert found["versions"]["pkhost"] == pkhost.__version__
    assert found["protections"]["no_new_privs"] == "on"
    assert all(isinstance(state, str) and state for state in found["protections"].values())


def test_the_report_names_every_check_and_protection() -> None:
    done = run("doctor")
    assert done.returncode == 0
    assert done.stderr == ""
    for name in (*COVERED, "landlock", "seccomp", "cgroup"):
        row = rf"^  (ok|warning|on|off) +{re.escape(name)}( |$)"
        assert re.search(row, done.stdout, re.MULTILINE), name
    assert re.search(r"^(All is well|All essential things work; warnings: \d+)$", done.stdout, re.M)


def test_the_first_thing_told_is_whether_scripts_are_isolated() -> None:
    done = run("doctor")
    first = done.stdout.split("\n\n")[1].splitlines()
    assert first[0] == "Isolation of scripts"
    assert re.match(r"  (ok|warning|FAILED) +isolation +", first[1])
    _, found = diagnose()
    if first[1].startswith("  ok"):
        assert set(found["script_protections"]) == set(SCRIPT_PROTECTIONS)
        for name, state in found["script_protections"].items():
            said = "on" if state == "on" else "off"
            assert any(re.match(rf"  {said} +{name}( |$)", line) for line in first[2:]), name
    else:
        assert found["script_protections"] == {} and len(first) == 2
        assert 'isolation="thread"' in first[1]


@pytest.mark.skipif(
    "PKHOST_SANITIZE" in os.environ, reason="AddressSanitizer needs all of the address space"
)
def test_little_address_space_is_told() -> None:
    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (400 << 20, 400 << 20))

    status, found = diagnose(preexec_fn=limit)
    assert status == 0
    assert states(found)["address space"] == "warning"
    assert states(found)["large VMs"] == "warning"
    check = next(c for c in found["checks"] if c["name"] == "address space")
    assert "400 MiB" in check["detail"]
    assert "ulimit -v" in check["advice"]


def test_one_processor_is_told() -> None:
    one = {min(os.sched_getaffinity(0))}
    status, found = diagnose(preexec_fn=lambda: os.sched_setaffinity(0, one))
    assert status == 0
    assert states(found)["processors"] == "warning"


def test_few_timers_are_told() -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_SIGPENDING)
    status, found = diagnose(
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_SIGPENDING, (100, hard))
    )
    assert status == 0
    assert states(found)["timers"] == "warning"


def test_an_engine_and_a_launcher_that_are_missing(tmp_path: Path) -> None:
    """A broken installation: all of it is said, with what to do."""
    shutil.copytree(
        ROOT / "pkhost",
        tmp_path / "pkhost",
        ignore=shutil.ignore_patterns("*.so", "_launcher", "_worker", "__pycache__"),
    )
    (tmp_path / "pkhost" / "_engine.abi3.so").write_bytes(b"not what it was")
    path = os.pathsep.join([str(tmp_path), ENVIRONMENT["PYTHONPATH"]])
    status, found = diagnose(env={"PYTHONPATH": path}, cwd=tmp_path)
    assert status == 1
    assert found["ok"] is False
    checks = {check["name"]: check for check in found["checks"]}
    assert checks["engine"]["state"] == "failed"
    assert "scripts/pkhost" in checks["engine"]["detail"]
    assert "scripts" not in checks  # nothing to try without an engine
    assert checks["programs"]["state"] == "failed"
    assert found["versions"]["PocketPy"].startswith("not available: ")

    report = run("doctor", env={"PYTHONPATH": path}, cwd=tmp_path)
    assert report.returncode == 1
    failed = [name for name, check in checks.items() if check["state"] == "failed"]
    assert {"engine", "programs", "confined programs"} <= set(failed)
    assert f"{len(failed)} of {len(checks)} checks failed" in report.stdout

    version = run("--version", env={"PYTHONPATH": path}, cwd=tmp_path)
    assert version.returncode == 0
    assert "PocketPy not available: the script engine cannot be loaded" in version.stdout

    script = run("run", "-", stdin="1", env={"PYTHONPATH": path}, cwd=tmp_path)
    assert script.returncode == 70
    assert "the script engine cannot be loaded" in script.stderr


def test_a_crash_that_is_not_contained_is_told_by_the_trial_that_was_fatal() -> None:
    """A process that writes what the trials write, and then really dies."""
    code = (
        "import os, signal\n"
        "from pkhost.cli._doctor_trials import _say\n"
        "_say('engine', 'begun'); _say('engine', 'ok', 'fine'); _say('crashes', 'begun')\n"
        "os.kill(os.getpid(), signal.SIGSEGV)\n"
    )
    child = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        env=ENVIRONMENT,
        timeout=PATIENCE,
        check=False,
    )
    assert child.returncode == -signal.SIGSEGV
    engine, fatal = _conclusions(child.stdout.decode(), child.stderr, child.returncode)
    assert (engine.name, engine.state) == ("engine", "ok")
    assert (fatal.name, fatal.state) == ("crashes", "failed")
    assert "died of SIGSEGV" in fatal.detail
    assert "do not run any that you do not trust" in fatal.advice


def test_trials_that_never_end_are_told() -> None:
    *_, last = _conclusions('{"name": "interrupt", "state": "begun", "detail": ""}\n', b"", None)
    assert (last.name, last.state) == ("interrupt", "failed")
    assert "did not end within" in last.detail


def test_programs_that_cannot_be_started_are_told() -> None:
    """As where the user may have no more processes, in a process that has nothing to lose."""
    code = (
        "import json, os, resource\n"
        "import pkhost.programs.protections, pkhost.programs.runner, pkhost.errors, pkhost.limits\n"
        "from pkhost.cli._doctor_checks import program_checks, protections\n"
        "if os.geteuid() == 0:  # whom the limit does not bind\n"
        "    os.setgroups([])\n"
        "    os.setresgid(65533, 65533, 65533)\n"
        "    os.setresuid(65533, 65533, 65533)\n"
        "resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))\n"
        "print(json.dumps([check._asdict() for check in program_checks()]))\n"
        "print(json.dumps(protections()))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        env=ENVIRONMENT,
        timeout=PATIENCE,
        check=True,
    )
    checks, known = map(json.loads, done.stdout.splitlines())
    assert [check["state"] for check in checks] == ["failed", "failed"]
    assert all("Resource temporarily unavailable" in check["detail"] for check in checks), checks
    assert known == {}
