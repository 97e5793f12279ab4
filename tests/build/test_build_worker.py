"""The worker: the engine in an executable without Python."""

from __future__ import annotations

import subprocess

from building import elf, places

WORKER = places.PACKAGE / places.WORKER_NAME


def test_it_is_linked_to_the_capsule_beside_it_and_not_to_python() -> None:
    facts = elf.read(WORKER)
    assert facts.needed[0] == places.CAPSULE_NAME
    assert not [name for name in facts.imports if name.lstrip("_").startswith("Py")]
    assert not [name for name in facts.needed if "python" in name]


def test_it_takes_the_mathematics_that_the_extension_takes() -> None:
    """By the same names without versions: the dynamic linker gives both the same functions."""
    worker, extension = elf.read(WORKER), elf.read(places.PACKAGE / places.EXTENSION_NAME)
    versions = dict(worker.versions) | dict(extension.versions)
    functions = {"pow", "fmod", "exp", "log", "sin", "atan2", "hypot"}
    assert functions <= worker.imports & extension.imports
    assert not functions & versions.keys()
    assert "libm.so.6" in worker.needed


def test_started_by_anybody_but_pkhost_it_says_nothing_and_ends() -> None:
    done = subprocess.run([WORKER], stdin=subprocess.DEVNULL, capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (2, b"", b"")
