"""As whom a program runs: never as root by mistake, wherever pkhost is installed and
whoever the host acts as."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from .guard import in_guard

ROOT = Path(__file__).resolve().parent.parent.parent

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="needs root")

# Where a host asks for strictness and gets as much of it as the machine has, and with as
# little between the program and the machine as there can be.
STRICT, ALONE = "'strict'", "Profile('alone', frozenset({'unprivileged'}))"
# A program that says who it is.
WHO = "['python3', '-c', 'import os; print(*os.getresuid(), *os.getresgid())']"


def host(script: str, *arguments: str, path: Path = ROOT) -> str:
    """Run Python code that has pkhost from a folder; return what it prints."""
    start = "from pkhost import *; from pkhost.programs import Profile, PROTECTIONS\n"
    done = subprocess.run(
        [sys.executable, "-c", start + textwrap.dedent(script), *arguments],
        env={**os.environ, "PYTHONPATH": str(path)},
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def closed_folder(tmp_path: Path) -> Path:
    """This package in a folder that nobody but root can enter."""
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    shutil.copytree(ROOT / "pkhost", home / "pkhost", ignore=shutil.ignore_patterns("*.pyc"))
    return home


@in_guard
def test_an_installation_that_others_cannot_enter(closed_folder: Path, hostile: str) -> None:
    output = host(
        f"""
        import sys, pkhost
        from pkhost.programs.protections import probe
        print(pkhost.__file__, probe()["unprivileged"])
        for profile in ({STRICT}, {ALONE}):
            print(run_program({WHO}, profile=profile).check().stdout.strip())
        print(run_program([sys.argv[1], "show_capabilities"], readable=[sys.argv[1]]).stdout)
        limits = Limits(processes=5, wall_time=0.5)
        for profile in ({STRICT}, {ALONE}):
            print(run_program([sys.argv[1], "fork_bomb"], limits=limits, profile=profile).stdout)
        """,
        hostile,
        path=closed_folder,
    ).split("\n")
    assert output[0] == f"{closed_folder}/pkhost/__init__.py on"
    for line in output[1:3]:
        users = {int(number) for number in line.split()}
        assert len(users) == 1
        assert min(users) >= 0x40000000
    # To pass over file permissions, and nothing else: readable= may belong to root.
    assert output[3:5] == ["CapEff:\t0000000000000006", "CapBnd:\t0000000000000006"]
    assert [line for line in output[5:] if line] == ["5", "5"]


@pytest.mark.parametrize("profile", [STRICT, ALONE, "'none'"])
def test_a_host_that_acts_as_another_user_for_a_time(profile: str) -> None:
    """seteuid: the real user is root still, but no program can be."""
    code = "import os; print(os.getresuid(), os.getresgid()); os.setresuid(0, 0, 0)"
    output = host(
        f"""
        import os
        run_program(["true"], profile={profile}).check()  # as root first
        os.setegid(61234)
        os.seteuid(61234)
        result = run_program(["python3", "-c", {code!r}], profile={profile})
        print(result.stdout.strip(), result.exit_code, os.getresuid())
        os.seteuid(0)
        print(run_program({WHO}, profile={profile}).check().stdout)
        """
    ).split("\n")
    three = "(61234, 61234, 61234)"
    assert output[0] == f"{three} {three} 1 (0, 61234, 0)"
    users = {int(number) for number in output[1].split()}
    assert users == {0, 61234} if "none" in profile else min(users) >= 0x40000000


def test_an_installation_that_the_host_cannot_enter_any_more(closed_folder: Path) -> None:
    output = host(
        """
        import os, pkhost.programs._run
        os.seteuid(61234)
        try:
            run_program(["true"])
        except LauncherError as error:
            print(error)
        """,
        path=closed_folder,
    )
    assert "Permission denied): user 61234 needs the right to execute it and to enter" in output


def test_a_host_that_acts_as_root_for_a_time() -> None:
    """As a set-user-ID program does: the real user is somebody, the program is nobody."""
    output = host(
        f"""
        import os
        os.setresuid(61234, 0, 61234)
        for profile in ({STRICT}, {ALONE}):
            print(run_program({WHO}, profile=profile).check().stdout)
        """
    )
    numbers = [int(number) for number in output.split()]
    assert len(numbers) == 12
    assert min(numbers) >= 0x40000000


def test_root_that_may_not_change_its_user_runs_no_confined_program() -> None:
    drop = "import ctypes, os, sys; ctypes.CDLL(None).prctl(24, 7)  # PR_CAPBSET_DROP, CAP_SETUID\n"
    again = drop + "os.execv(sys.executable, [sys.executable, *sys.argv[1:]])"
    code = """if True:
        from pkhost import *
        from pkhost.programs import PROTECTIONS, Profile
        for profile in ("strict", "compile"):
            try:
                print(run_program(["true"], profile=profile))
            except ProtectionUnavailable as error:
                print(error)
        for profile in (Profile("open", frozenset(PROTECTIONS) - {"unprivileged"}), "none"):
            result = run_program(["id", "-u"], profile=profile).check()
            print(result.stdout.strip(), result.protections["unprivileged"])
        """
    lines = host(again, "-c", code).splitlines()
    for line in lines[:2]:
        assert "root may not change its user here (CAP_SETUID is missing)" in line
        assert "run it as another user, or give it CAP_SETUID" in line
    assert lines[2:] == ["0 not part of profile 'open'", "0 not part of profile 'none'"]
    doctor = subprocess.run(
        [sys.executable, "-c", again, "-m", "pkhost", "doctor"],
        env={**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert doctor.returncode != 0
    (line,) = [line for line in doctor.stdout.splitlines() if "confined programs" in line]
    assert "CAP_SETUID is missing" in line


def test_a_user_in_many_groups(guests: Path) -> None:
    """The kernel tells of them before it tells of memory."""
    output = host(
        """
        import os, sys
        import pkhost._spawn, pkhost.programs._launch as launch
        launch._LAUNCHER = sys.argv[2]
        os.setgroups(range(0x40000000, 0x40000000 + 3000))
        os.setresgid(61234, 61234, 61234)
        os.setresuid(61234, 61234, 61234)
        for profile in ("strict", "none"):
            result = run_program([sys.argv[1], "malloc_touch", "900"], profile=profile)
            print(result.status.name, result.stdout)
        """,
        str(guests / "hostile"),
        str(guests / "_launcher"),
    )
    assert output.split() == ["MEMORY", "MEMORY"]
