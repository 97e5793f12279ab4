"""scripts/pkhost in a fresh checkout: it works, at once the second time, and sees changes."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from build_helpers import copy_checkout

pytestmark = pytest.mark.slow


class Checkout:
    """A fresh checkout, and what its script does to it."""

    def __init__(self, folder: Path, variables: dict[str, str] | None = None) -> None:
        self._variables = variables or {}
        self.root = copy_checkout(folder / "checkout")
        self.pip_log = folder / "pip.log"

    def environment(self, **variables: str) -> dict[str, str]:
        # pip writes there whenever it runs.
        return os.environ | self._variables | {"PIP_LOG": str(self.pip_log)} | variables

    def run(self, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self.root / "scripts" / "pkhost", *(arguments or ["--version"])],
            env=self.environment(**variables),
            cwd="/",
            capture_output=True,
            text=True,
            check=False,
        )

    def pip_ran(self) -> bool:
        ran = self.pip_log.exists()
        self.pip_log.unlink(missing_ok=True)
        return ran


@pytest.fixture(scope="module")
def fresh(remembered: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    """A checkout in which two people have run the script at once, and nobody before them."""
    checkout = Checkout(tmp_path_factory.mktemp("with a space"), remembered)
    command = [checkout.root / "scripts" / "pkhost", "--version"]
    both = [
        subprocess.Popen(
            command,
            env=checkout.environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    said = [process.communicate() for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    assert said[0][0] == said[1][0]
    # One made the environment, the other waited for it.
    assert sorted(errors.count("making .venv") for _, errors in said) == [0, 1]
    assert checkout.pip_ran()
    return checkout


def test_the_second_run_starts_at_once(fresh: Checkout) -> None:
    result = fresh.run()
    assert result.returncode == 0
    assert result.stderr == ""
    assert "pkhost" in result.stdout
    assert not fresh.pip_ran()


def test_a_change_in_csrc_is_built_and_nothing_installed(fresh: Checkout) -> None:
    engine = fresh.root / "csrc" / "engine"
    source = next(engine.rglob("*.c"))
    objects = fresh.root / ".build" / "work" / "engine"
    before = {path: path.stat().st_mtime_ns for path in objects.rglob("*.o")}
    source.touch()
    result = fresh.run()
    assert result.stderr == "pkhost: building csrc/\n"
    assert not fresh.pip_ran()
    after = {path: path.stat().st_mtime_ns for path in objects.rglob("*.o")}
    changed = {path for path in before if before[path] != after[path]}
    assert changed == {(objects / source.relative_to(engine)).with_suffix(".o")}
    assert fresh.run().stderr == ""


def test_a_change_in_pyproject_is_installed(fresh: Checkout) -> None:
    (fresh.root / "pyproject.toml").touch()
    result = fresh.run()
    assert result.returncode == 0
    assert fresh.pip_ran()
    assert fresh.run().stderr == ""


def test_a_source_that_has_gone_is_noticed(fresh: Checkout) -> None:
    spare = fresh.root / "csrc" / "engine" / "folder" / "deeper" / "spare.c"
    spare.parent.mkdir(parents=True)
    spare.write_text("int pkhost_spare(void);\nint pkhost_spare(void) { return 0; }\n")
    assert "building csrc/" in fresh.run().stderr
    spare.unlink()
    assert "building csrc/" in fresh.run().stderr
    assert b"pkhost_spare" not in (fresh.root / "pkhost" / "_engine.abi3.so").read_bytes()


def test_an_error_in_csrc_is_shown_and_tried_again(fresh: Checkout) -> None:
    spare = fresh.root / "csrc" / "engine" / "spare.c"
    spare.write_text("#error this is the mistake\n")
    for _ in range(2):
        result = fresh.run()
        assert result.returncode == 1
        assert "this is the mistake" in result.stderr
        assert "Traceback" not in result.stderr
    spare.unlink()
    assert fresh.run().returncode == 0


def test_other_settings_are_built(fresh: Checkout) -> None:
    result = fresh.run(PKHOST_POCKETPY_PREFIX="/nowhere")
    assert result.returncode == 1
    assert "/nowhere, which is not a folder" in result.stderr
    assert fresh.run().returncode == 0


def test_no_package_index(tmp_path: Path) -> None:
    checkout = Checkout(tmp_path)
    result = checkout.run(
        PIP_INDEX_URL="http://127.0.0.1:9/simple", PIP_RETRIES="0", PIP_CONFIG_FILE=os.devnull,
        PIP_FIND_LINKS="", PIP_NO_CACHE_DIR="1",
    )  # fmt: skip
    assert result.returncode == 1
    assert "pip cannot reach its package index: check the network" in result.stderr


def test_an_old_python_is_not_used(tmp_path: Path) -> None:
    checkout = Checkout(tmp_path)
    tools = tmp_path / "tools"
    tools.mkdir()
    for tool in ("bash", "dirname", "readlink", "mkdir", "find", "flock", "rm", "touch", "env"):
        (tools / tool).symlink_to(shutil.which(tool) or "")
    (tools / "python3").write_text("#!/bin/sh\nexit 1\n")
    (tools / "python3").chmod(0o755)
    result = checkout.run(PATH=str(tools))
    assert result.returncode == 1
    assert "pkhost needs Python 3.10 or later" in result.stderr
    assert len(result.stderr.splitlines()) == 2  # the stage, and what to do


def test_a_python_without_venv_says_what_to_install(tmp_path: Path) -> None:
    checkout = Checkout(tmp_path)
    tools = tmp_path / "tools"
    tools.mkdir()
    # A Python as Debian's without python3-venv: it has no ensurepip.
    (tools / "python3").write_text(
        '#!/bin/sh\ncase "$2" in *ensurepip*) echo "no module" >&2; exit 1;; *) exit 0;; esac\n'
    )
    (tools / "python3").chmod(0o755)
    result = checkout.run(PATH=f"{tools}:{os.environ['PATH']}")
    assert result.returncode == 1
    assert "apt-get install python3-venv" in result.stderr
