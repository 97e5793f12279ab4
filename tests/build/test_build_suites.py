"""Which version is fetched, from which suite of an archive: tried with archives of our own."""

from __future__ import annotations

import re
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from building import debian
from building.errors import BuildError
from building.pocketpy import locate

TOOLS = ("gpg", "apt-get", "dpkg-deb", "dpkg-scanpackages")


def run(*command: object, **options: object) -> str:
    return subprocess.run(
        list(map(str, command)), check=True, capture_output=True, text=True, **options
    ).stdout  # type: ignore[call-overload]


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A key ring with a key of ours, in gpg's home; keyring.gpg beside it is what apt reads."""
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    if missing:
        pytest.skip(f"an archive of our own needs {', '.join(missing)}")
    home = tmp_path_factory.mktemp("k")  # short: the name of a socket is in it
    home.chmod(0o700)
    gpg = ["gpg", "--homedir", home, "--batch", "--yes"]
    run(*gpg, "--passphrase", "", "--quick-generate-key", "archive@localhost", "rsa2048", "sign")
    run(*gpg, "--output", home / "keyring.gpg", "--export")
    yield home
    run("gpgconf", "--homedir", home, "--kill", "all")


@pytest.fixture
def make_archive(tmp_path: Path, key: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Make an archive in which each suite has these versions, and let the build fetch from it."""
    mirror = tmp_path / "mirror"
    monkeypatch.setattr(debian, "KEYRINGS", (key / "keyring.gpg",))
    monkeypatch.setenv("PKHOST_DEBIAN_MIRROR", f"file:{mirror}")
    architecture = debian.native_architecture(locate.wanted())

    def package(name: str, version: str) -> None:
        content = tmp_path / "content"
        shutil.rmtree(content, ignore_errors=True)
        upstream = re.split(r"[+-]", version)[0]
        files = {
            "DEBIAN/control": f"Package: {name}\nVersion: {version}\nArchitecture: {architecture}\n"
            "Maintainer: nobody <nobody@localhost>\nDescription: small\n"
        }
        if name == "libpocketpy2":
            files["usr/lib/any/libpocketpy.so"] = "a library\n"
        else:
            files["usr/include/pocketpy/config.h"] = f'#define PK_VERSION "{upstream}"\n'
        for place, text in files.items():
            (content / place).parent.mkdir(parents=True, exist_ok=True)
            (content / place).write_text(text)
        pool = mirror / "pool" / version
        pool.mkdir(parents=True, exist_ok=True)
        run("dpkg-deb", "--root-owner-group", "-b", content, pool / f"{name}.deb")

    def make(expired: bool = False, **suites: list[str]) -> None:
        for suite, versions in suites.items():
            folder = mirror / "dists" / suite.replace("_", "-")
            index = folder / "main" / f"binary-{architecture}"
            index.mkdir(parents=True)
            texts = []
            for version in versions:
                for name in locate.DEBIAN_PACKAGES:
                    package(name, version)
                texts.append(run("dpkg-scanpackages", "-m", f"pool/{version}", cwd=mirror))
            data = "".join(texts).encode()
            (index / "Packages").write_bytes(data)
            digest = run("sha256sum", index / "Packages").split()[0]
            (folder / "Release").write_text(
                f"Origin: Debian\nLabel: Debian\nCodename: {folder.name}\nComponents: main\n"
                f"Architectures: all {architecture}\nDate: {date(-2 if expired else 0)}\n"
                + (f"Valid-Until: {date(-1)}\n" if expired else "")
                + f"SHA256:\n {digest} {len(data)} main/binary-{architecture}/Packages\n"
            )
            run("gpg", "--homedir", key, "--batch", "--clearsign",
                "--output", folder / "InRelease", folder / "Release")  # fmt: skip

    return make


def date(days: int) -> str:
    return time.strftime("%a, %d %b %Y %H:%M:%S UTC", time.gmtime(time.time() + days * 86400 - 60))


@pytest.mark.parametrize(
    ("suites", "fetched"),
    [
        ({"forky": ["2.1.8+ds-8"], "sid": ["2.2.0+ds-1"]}, "2.1.8"),
        # The suite moves on, and another still has what was tried longest.
        ({"forky": ["2.2.0+ds-1"], "sid": ["2.1.8+ds-9"]}, "2.1.8"),
        ({"forky": ["2.3.0-1"], "sid": ["2.4.0-1"], "trixie_backports": ["2.1.8-1~bpo1"]}, "2.1.8"),
        # No suite has it, or there is but one suite.
        ({"forky": ["2.3.0-1"], "sid": ["2.2.5-1"]}, "2.2.5"),
        ({"sid": ["2.2.0-1"]}, "2.2.0"),
        # A suite may hold several.
        ({"sid": ["2.3.0-1", "2.1.8-1"]}, "2.1.8"),
    ],
)
def test_the_version_tried_first_is_taken_wherever_it_is(
    make_archive, tmp_path: Path, suites: dict[str, list[str]], fetched: str
) -> None:
    make_archive(**suites)
    found = locate._from_debian(tmp_path)
    assert found.version == fetched
    assert found.library.read_text() == "a library\n"


def test_no_suite_has_one_that_is_supported(make_archive, tmp_path: Path) -> None:
    make_archive(forky=["2.3.0-1"], sid=["2.10.0-1", "2.1.7-1"])
    with pytest.raises(BuildError, match="no PocketPy that pkhost supports any more") as caught:
        locate._from_debian(tmp_path)
    for part in ("2.3.0-1 in forky", "2.10.0-1 in sid", "2.1.7-1 in sid", "PKHOST_DEBIAN_MIRROR",
                 "PKHOST_POCKETPY_PREFIX", "Or use a newer pkhost"):  # fmt: skip
        assert part in str(caught.value)
    assert not (tmp_path / "debian" / "root").exists()


def test_a_snapshot_of_the_past_can_be_named(make_archive, tmp_path: Path) -> None:
    """Its signature holds, but says that it has had its time."""
    make_archive(forky=["2.1.8-1"], expired=True)
    assert locate._from_debian(tmp_path).version == "2.1.8"


def test_what_was_fetched_is_kept_unless_it_is_no_longer_supported(
    make_archive, tmp_path: Path
) -> None:
    make_archive(forky=["2.1.8-1"])
    config = locate._from_debian(tmp_path).include_dir / "pocketpy" / "config.h"
    before = config.stat().st_ino
    locate._from_debian(tmp_path)
    assert config.stat().st_ino == before
    config.write_text('#define PK_VERSION "2.0.0"\n')
    assert locate._from_debian(tmp_path).version == "2.1.8"


def test_another_key_than_debians_is_not_believed(
    make_archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_archive(forky=["2.1.8-1"])
    other = tmp_path / "other"
    other.mkdir(mode=0o700)
    gpg = ["gpg", "--homedir", other, "--batch"]
    run(*gpg, "--passphrase", "", "--quick-generate-key", "other@localhost", "rsa2048", "sign")
    run(*gpg, "--output", other / "keyring.gpg", "--export")
    run("gpgconf", "--homedir", other, "--kill", "all")
    monkeypatch.setattr(debian, "KEYRINGS", (other / "keyring.gpg",))
    with pytest.raises(BuildError, match="could not be fetched"):
        locate._from_debian(tmp_path)
    assert not list((tmp_path / "debian" / "packages").iterdir())
