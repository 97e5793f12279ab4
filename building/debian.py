"""Fetches packages from Debian's archive into the build folder.

Nothing is installed and no root is needed.  apt gets a state, a cache and a source list of its
own, all inside the build folder, but the machine's own mirror, proxy and architecture.  apt
checks the archive's signature with the keys that Debian installs, and so does each package's
checksum follow from it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from .errors import BuildError

KEYRINGS = tuple(
    Path("/usr/share/keyrings") / name
    for name in ("debian-archive-keyring.pgp", "debian-archive-keyring.gpg")
)

Rank = Callable[[str], int | None]
"""How much a version is wanted: 0 most, None not at all."""


@dataclass(frozen=True)
class Wanted:
    """Packages that are made of one source, so that they have one version."""

    what: str
    """What they hold, for people, such as ``"PocketPy"``."""
    packages: tuple[str, ...]
    """Their names; the suite's versions of the first are looked at."""
    suites: tuple[str, ...]
    """Where to look for them, in this order."""
    rank: Rank
    """Of a version, Debian's or the source's own."""
    instead: str
    """What helps whoever cannot fetch them, as part of a sentence: ``"set X to ..."``."""
    unsupported: str
    """What to do if the archive has other versions only: a sentence's beginning."""


def fetch(folder: Path, wanted: Wanted) -> Path:
    """Fetch the packages of the version wanted most; return the folder they are unpacked in.

    Those of an earlier fetch are not looked at: the caller has seen that they will not do.
    """
    archive = Archive(folder, native_architecture(wanted), wanted)
    offers: list[tuple[int, str, str, str]] = []  # rank, mirror, suite, version
    seen: list[str] = []
    failures: list[str] = []
    for mirror, suite in ((one, suite) for one in mirrors(wanted) for suite in wanted.suites):
        try:
            archive.update(mirror, suite)
            versions = archive.versions(wanted.packages[0])
        except AptFailed as failure:
            failures.append(str(failure))
            continue
        seen += [f"{version} in {suite}" for version in versions]
        offers += [
            (place, mirror, suite, version)
            for version in versions
            if (place := wanted.rank(version)) is not None
        ]
        if offers and min(offers)[0] == 0:
            break  # there is none better
    for _, mirror, suite, version in sorted(offers, key=lambda offer: offer[0]):
        try:
            archive.update(mirror, suite)
            return archive.download(*(f"{package}={version}" for package in wanted.packages))
        except AptFailed as failure:
            failures.append(str(failure))
    if seen and not offers:
        raise BuildError(
            f"Debian's archive has no {wanted.what} that pkhost supports any more, but "
            f"{', '.join(dict.fromkeys(seen))}. {wanted.unsupported}, or name in "
            "PKHOST_DEBIAN_MIRROR a snapshot of the archive, of a day on which it had one. Or use "
            "a newer pkhost."
        )
    raise BuildError(
        f"{wanted.what}'s packages could not be fetched from Debian's archive. Is there a network, "
        "and does `apt-get update` work on this machine? If not, fix that, name another mirror in "
        f"PKHOST_DEBIAN_MIRROR, or {wanted.instead}. apt said:\n"
        + "\n".join(dict.fromkeys(failures))
    )


def mirrors(wanted: Wanted) -> list[str]:
    """The addresses of Debian archives that this machine's apt uses, the best guess first."""
    chosen = os.environ.get("PKHOST_DEBIAN_MIRROR")
    if chosen:
        return [chosen]
    # What apt knows of its sources depends on whether it has ever updated: only then does it
    # know who publishes them.  Otherwise all main sources are tried; a wrong one does no harm,
    # as it has no suite of this name that Debian has signed.
    published = [
        address
        for address, component, _, origin, label in _targets()
        if (component, origin, label) == ("main", "Debian", "Debian")
    ]
    configured = [
        address
        for address, component, release, _, _ in _targets("--no-release-info")
        if component == "main" and "-" not in release
    ]
    found = list(dict.fromkeys(published or configured))
    if not found:
        raise BuildError(
            f"apt on this machine is configured with no Debian archive from which {wanted.what} "
            f"could be fetched: name one in PKHOST_DEBIAN_MIRROR, or {wanted.instead}."
        )
    return found


class AptFailed(Exception):
    """One attempt failed; another mirror or suite may do."""


def native_architecture(wanted: Wanted) -> str:
    """What Debian calls this machine's kind of processor; BuildError without apt and dpkg."""
    for tool in ("apt-get", "apt-cache", "dpkg-deb"):
        if shutil.which(tool) is None:
            raise BuildError(
                f"no {wanted.what} was found, and it cannot be fetched, as this machine has no "
                f"{tool} (it is not a Debian system): {wanted.instead}."
            )
    return subprocess.run(
        ["apt-config", "dump", "--format", "%v", "APT::Architecture"],
        capture_output=True,
        text=True,
        check=False,
    ).stdout.strip()


def _targets(*options: str) -> list[list[str]]:
    fields = "|".join(
        f"$({name})" for name in ("REPO_URI", "COMPONENT", "RELEASE", "ORIGIN", "LABEL")
    )
    answer = subprocess.run(
        ["apt-get", "indextargets", *options, "--format", fields, "Created-By: Packages"],
        capture_output=True,
        text=True,
        check=False,
    )
    return [line.split("|") for line in answer.stdout.splitlines() if line.count("|") == 4]


class Archive:
    """An apt of its own, for one suite of one mirror at a time, that knows of no machine's state.

    ``folder`` is its own altogether: it is emptied.  Raises AptFailed where apt fails.
    """

    def __init__(self, folder: Path, architecture: str, wanted: Wanted) -> None:
        keyring = next((path for path in KEYRINGS if path.is_file()), None)
        if keyring is None:
            raise BuildError(
                f"{wanted.what} cannot be fetched, as the keys that sign Debian's archive are "
                "missing: run `apt-get install debian-archive-keyring`, or "
                f"{wanted.instead}."
            )
        self.folder = folder
        self.architecture = architecture
        self._keyring = keyring

    def update(self, mirror: str, suite: str) -> None:
        """Read the lists of a suite."""
        folder = self.folder
        shutil.rmtree(folder, ignore_errors=True)
        for name in (
            "state/lists/partial",
            "cache/archives/partial",
            "sources",
            "packages",
            "unpacked",
        ):
            (folder / name).mkdir(parents=True)
        (folder / "status").touch()
        (folder / "sources" / "debian.sources").write_text(
            f"Types: deb\nURIs: {mirror}\nSuites: {suite}\nComponents: main\n"
            f"Signed-By: {self._keyring}\n",
            encoding="utf-8",
        )
        options = {
            "APT::Architecture": self.architecture,
            "Dir::State": folder / "state",
            "Dir::State::status": folder / "status",
            "Dir::Cache": folder / "cache",
            "Dir::Etc::sourcelist": "/dev/null",
            "Dir::Etc::sourceparts": folder / "sources",
            # Whatever the machine's settings: no list and no package without a valid signature.
            "Acquire::AllowInsecureRepositories": "false",
            "Acquire::AllowWeakRepositories": "false",
            "APT::Get::AllowUnauthenticated": "false",
            # No translations, and a source that cannot be read is an error rather than a warning.
            "Acquire::Languages": "none",
            "APT::Update::Error-Mode": "any",
            "Acquire::Retries": "2",
        }
        if os.environ.get("PKHOST_DEBIAN_MIRROR"):
            # A snapshot is signed, but for a time that has passed.
            options["Acquire::Check-Valid-Until"] = "false"
        if os.geteuid() == 0:
            # As root, apt would fetch as a user of its own, who may not enter the build folder.
            options["APT::Sandbox::User"] = "root"
        # The machine's own hooks are for the machine's own lists.
        config = "".join(f'{name} "{value}";\n' for name, value in options.items()) + "".join(
            f"#clear {name};\n"
            for name in ("APT::Update::Pre-Invoke", "APT::Update::Post-Invoke",
                         "APT::Update::Post-Invoke-Success", "DPkg::Post-Invoke",
                         "APT::Architectures")
        )  # fmt: skip
        (folder / "apt.conf").write_text(config, encoding="utf-8")
        self._apt("apt-get", "update")

    def versions(self, package: str) -> list[str]:
        """The versions of a package in the suite, the newest first."""
        lines = self._apt("apt-cache", "madison", package).splitlines()
        return [line.split("|")[1].strip() for line in lines if line.count("|") == 2]

    def download(self, *packages: str) -> Path:
        """Fetch packages, each NAME or NAME=VERSION; return the folder they are unpacked in."""
        folder, root = self.folder, self.folder / "root"
        self._apt("apt-get", "download", *packages)
        for package in sorted((folder / "packages").glob("*.deb")):
            self._run(["dpkg-deb", "-x", str(package), str(folder / "unpacked")])
        # Last, and in one step: a folder of this name is whole.
        (folder / "unpacked").rename(root)
        for name in ("state", "cache", "packages"):
            shutil.rmtree(folder / name, ignore_errors=True)
        return root

    def _apt(self, tool: str, *arguments: str) -> str:
        return self._run([tool, "-c", str(self.folder / "apt.conf"), "-q", *arguments])

    def _run(self, command: list[str]) -> str:
        answer = subprocess.run(
            command,
            cwd=self.folder / "packages",
            capture_output=True,
            text=True,
            check=False,
            env=os.environ | {"LC_ALL": "C.UTF-8"},
        )
        if answer.returncode:
            said = [line for line in answer.stderr.splitlines() if line.startswith(("E:", "W:"))]
            raise AptFailed("\n".join(said) or answer.stderr.strip() or f"{command[0]} failed")
        return answer.stdout
