"""Fetches Debian's two PocketPy packages into the build folder.

Nothing is installed and no root is needed.  apt gets a state, a cache and a source list of its
own, all inside the build folder, but the machine's own mirror, proxy and architecture.  apt
checks the archive's signature with the keys that Debian installs, and so does each package's
checksum follow from it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from .errors import BuildError

PACKAGES = ("libpocketpy2", "libpocketpy-dev")
SUITE = "forky"
"""The first Debian release with these packages."""

KEYRINGS = tuple(
    Path("/usr/share/keyrings") / name
    for name in ("debian-archive-keyring.pgp", "debian-archive-keyring.gpg")
)

OWN_POCKETPY = "set PKHOST_POCKETPY_PREFIX to the install prefix of a PocketPy of your own"


def fetch(folder: Path) -> Path:
    """Return the folder in which the two packages are unpacked; fetch them if need be."""
    root = folder / "root"
    if root.is_dir():
        return root
    for tool in ("apt-get", "dpkg-deb"):
        if shutil.which(tool) is None:
            raise BuildError(
                f"no PocketPy was found, and it cannot be fetched, as this machine has no {tool} "
                f"(it is not a Debian system): {OWN_POCKETPY}."
            )
    keyring = next((path for path in KEYRINGS if path.is_file()), None)
    if keyring is None:
        raise BuildError(
            "PocketPy cannot be fetched, as the keys that sign Debian's archive are missing: run "
            f"`apt-get install debian-archive-keyring`, or {OWN_POCKETPY}."
        )
    failures: list[str] = []
    for mirror in mirrors():
        try:
            return _fetch_from(mirror, keyring, folder, root)
        except _AptFailed as failure:
            failures.append(str(failure))
    raise BuildError(
        "PocketPy's packages could not be fetched from Debian's archive. Is there a network, and "
        "does `apt-get update` work on this machine? If not, fix that, name another mirror in "
        f"PKHOST_DEBIAN_MIRROR, or {OWN_POCKETPY}. apt said:\n" + "\n".join(failures)
    )


def mirrors() -> list[str]:
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
            "apt on this machine is configured with no Debian archive from which PocketPy could "
            f"be fetched: name one in PKHOST_DEBIAN_MIRROR, or {OWN_POCKETPY}."
        )
    return found


class _AptFailed(Exception):
    """One attempt failed; another mirror may do."""


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


def _fetch_from(mirror: str, keyring: Path, folder: Path, root: Path) -> Path:
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
        f"Types: deb\nURIs: {mirror}\nSuites: {SUITE}\nComponents: main\nSigned-By: {keyring}\n",
        encoding="utf-8",
    )
    options = {
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
    if os.geteuid() == 0:
        # As root, apt would fetch as a user of its own, who may not enter the build folder.
        options["APT::Sandbox::User"] = "root"
    # The machine's own hooks are for the machine's own lists.
    config = "".join(f'{name} "{value}";\n' for name, value in options.items()) + "".join(
        f"#clear {hook};\n"
        for hook in ("APT::Update::Pre-Invoke", "APT::Update::Post-Invoke",
                     "APT::Update::Post-Invoke-Success", "DPkg::Post-Invoke")
    )  # fmt: skip
    (folder / "apt.conf").write_text(config, encoding="utf-8")
    _apt(folder, "update")
    _apt(folder, "download", *PACKAGES)
    for package in sorted((folder / "packages").glob("*.deb")):
        _run(["dpkg-deb", "-x", str(package), str(folder / "unpacked")], folder)
    # Last, and in one step: a folder of this name is whole.
    (folder / "unpacked").rename(root)
    for name in ("state", "cache", "packages"):
        shutil.rmtree(folder / name, ignore_errors=True)
    return root


def _apt(folder: Path, *arguments: str) -> None:
    _run(["apt-get", "-c", str(folder / "apt.conf"), "-q", *arguments], folder / "packages")


def _run(command: list[str], working_folder: Path) -> None:
    answer = subprocess.run(
        command,
        cwd=working_folder,
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"LC_ALL": "C.UTF-8"},
    )
    if answer.returncode:
        said = [line for line in answer.stderr.splitlines() if line.startswith(("E:", "W:"))]
        raise _AptFailed("\n".join(said) or answer.stderr.strip() or f"{command[0]} failed")
