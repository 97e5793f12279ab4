"""Which of the supported versions of PocketPy the tests run with, where they have to know."""

from __future__ import annotations

from pkhost import VM, Policy
from pkhost.engine.factory import engine

IS_NEWER = engine().pocketpy_version() != "2.1.8"
"""It is not the one that docs/dialect.md tells of, so some of what is missing there may be here."""

GONE = {"linalg"} if IS_NEWER else set()
"""Modules that 2.1.8 has and this one has not."""


def has(name: str) -> bool:
    """Whether PocketPy has this attribute of a module, such as ``pkpy.ComputeThread``.

    What is only there if PocketPy was built with threads is one.
    """
    module, _, attribute = name.partition(".")
    with VM(policy=Policy.open()) as vm:
        return vm.run(f"import {module}\nhasattr({module}, {attribute!r})").value is True
