"""Every hostile program, as root and as a user, with namespaces and without."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from .cases import CASES, Case

SETTINGS = [
    pytest.param(user, namespaces, id=f"{user}-{'namespaces' if namespaces else 'refused'}")
    for user in ("root", "user")
    for namespaces in (True, False)
]
NAMESPACES = ("pid_namespace", "mount_namespace", "ipc_namespace", "uts_namespace")
Batches = Callable[[str, bool], dict[str, Any]]


@pytest.mark.parametrize(("user", "namespaces"), SETTINGS)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_hostile_program(case: Case, user: str, namespaces: bool, batch_of: Batches) -> None:
    if not case.only(user, namespaces):
        pytest.skip("has no meaning in this setting")
    batch = batch_of(user, namespaces)
    if case.forks_without_end and batch["unguarded"]:
        pytest.skip(batch["unguarded"])
    outcome = batch["outcomes"][case.name]
    assert "raised" not in outcome, outcome["raised"]
    assert outcome["status"] == case.status, outcome
    if case.check is not None:
        assert case.check(outcome), outcome
    assert outcome["survivors"] == []


@pytest.mark.parametrize(("user", "namespaces"), SETTINGS)
def test_the_host_is_as_before(user: str, namespaces: bool, batch_of: Batches) -> None:
    assert batch_of(user, namespaces)["left"] == [[], [], 0]


@pytest.mark.parametrize(("user", "namespaces"), SETTINGS)
def test_the_setting_is_what_it_claims(user: str, namespaces: bool, batch_of: Batches) -> None:
    """Refused namespaces are refused by the kernel, and a result says so."""
    batch = batch_of(user, namespaces)
    shown = batch["outcomes"]["show_signals"]["protections"]
    if namespaces and any(batch["probe"][name] != "on" for name in NAMESPACES):
        pytest.skip("no namespaces here: " + batch["probe"]["pid_namespace"])
    for name in NAMESPACES:
        assert (shown[name] == "on") is namespaces
        assert shown[name] == batch["probe"][name]
    assert shown["seccomp"] == shown["no_new_privs"] == shown["unprivileged"] == "on"
