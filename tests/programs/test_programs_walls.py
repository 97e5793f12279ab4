"""Each protection by itself, with all the others off; and what it stops, not stopped without it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from pkhost.programs.profiles import PROTECTIONS

from .cases import Case, case, number, printed, refused
from .conftest import IS_ROOT, OTHER_USER, run_worker


def allowed(name: str, *args: str, **rest: Any) -> Case:
    return case(name, *args, check=printed("got it"), **rest)


# What each protection stops by itself.
STOPPED: dict[str, list[Case]] = {
    "no_new_privs": [case("set_user_id", guest="set_user_id", argv=(), check=number(bool))],
    "landlock": [
        refused("read_file", "{secret}"),
        refused("read_file", "/etc/passwd"),
        refused("symlink_out", "{secret}"),
        refused("write_file", "{secret}"),
        refused("remove_file", "{secret}"),
        refused("read_file", "/proc/{sleeper}/environ"),
        refused("list_folder", "/home"),
        refused("shm_fill"),
        # A program in a Landlock domain traces nobody outside of it.
        refused("trace_parent", "{sleeper}"),
        refused("read_memory", "{sleeper}"),
    ],
    "landlock_network": [refused("tcp_connect", "{port}")],
    "landlock_scope": [
        refused("signal_pid", "{host}"),
        refused("unix_connect", "{abstract}"),
        case("kill_all", check=printed("alive")),
    ],
    "seccomp": [
        *[refused(name) for name in ("tcp", "udp", "netlink", "vsock", "memfd_fill", "sysv_shm")],
        refused("unix_connect", "{socket}"),
        refused("unix_connect", "{abstract}"),
        refused("trace_parent", "{sleeper}"),
        refused("read_memory", "{sleeper}"),
        *[refused(name) for name in ("mount_something", "nested_user_namespace", "keyring")],
        *[refused(name) for name in ("load_bpf", "use_io_uring", "fault_handler", "unknown_call")],
        refused("cloned_user_namespace"),
        refused("chmod_file", "{secret}"),
        refused("limit_of", "{host}"),
        refused("signal_pid", "{host}"),
        case("kill_all", check=printed("alive")),
    ],
    "pid_namespace": [
        refused("signal_pid", "{host}"),
        refused("trace_parent", "{sleeper}"),
        refused("limit_of", "{host}"),
        case("kill_all", check=printed("alive")),
        case("kill_parent_and_group", status="signaled"),
    ],
    "mount_namespace": [
        refused("read_file", "{secret}"),
        refused("read_file", "/etc/passwd"),
        refused("write_file", "{secret}"),
        refused("chmod_file", "{secret}"),
        refused("remove_file", "{secret}"),
        refused("read_file", "/proc/{sleeper}/environ"),
        refused("list_folder", "/home"),
        refused("shm_fill"),
        refused("unix_connect", "{socket}"),
        refused("write_file", "/usr/pkhost-test"),
    ],
    "network_namespace": [
        refused("tcp_connect", "{port}"),
        refused("unix_connect", "{abstract}"),
    ],
}

# The same things without any protection: they must work, or the tests above
# prove nothing.
CONTROL = [
    allowed("read_file", "{secret}"),
    allowed("read_file", "/etc/passwd"),
    allowed("write_file", "{secret}"),
    allowed("chmod_file", "{secret}"),
    allowed("read_file", "/proc/{sleeper}/environ"),
    allowed("list_folder", "/home"),
    allowed("tcp_connect", "{port}"),
    allowed("unix_connect", "{socket}"),
    allowed("unix_connect", "{abstract}"),
    allowed("signal_pid", "{sleeper}"),
    allowed("limit_of", "{sleeper}"),
    allowed("trace_parent", "{sleeper}"),
    allowed("memfd_fill"),
    allowed("sysv_shm"),
    *[allowed(name) for name in ("tcp", "udp", "netlink", "trace_child", "keyring")],
]


def user_worker(guests: Path, cases: list[Case], only: list[str]) -> dict[str, Any]:
    return run_worker(guests, cases, uid=OTHER_USER if IS_ROOT else 0, only=only)


def judge(cases: list[Case], batch: dict[str, Any]) -> None:
    wrong = {}
    for one in cases:
        outcome = batch["outcomes"][one.name]
        fine = outcome.get("status") == one.status and not outcome["survivors"]
        if not fine or (one.check and not one.check(outcome)):
            wrong[one.name] = {key: outcome.get(key) for key in ("status", "error", "stdout")}
    assert not wrong


@pytest.mark.parametrize("protection", STOPPED)
def test_one_protection_alone(protection: str, guests: Path) -> None:
    cases = STOPPED[protection]
    only = [protection]
    if protection.startswith("landlock") or protection == "seccomp":
        only.append("no_new_privs")  # the kernel asks for it
    # Asked first: without the protection, some of the cases would kill the worker.
    offered = user_worker(guests, [], only)["probe"][protection]
    if offered != "on":
        pytest.skip(f"{protection}: {offered}")
    batch = user_worker(guests, cases, only)
    judge(cases, batch)
    shown = next(iter(batch["outcomes"].values()))["protections"]
    assert {name for name, state in shown.items() if state == "on"} == set(only)


def test_nothing_is_stopped_without_protections(guests: Path) -> None:
    judge(CONTROL, user_worker(guests, CONTROL, []))


@pytest.mark.skipif(not IS_ROOT, reason="needs root to make a set-user-ID program")
def test_set_user_id_programs_work_without_protections(guests: Path) -> None:
    cases = [case("set_user_id", guest="set_user_id", argv=(), check=number(lambda n: n == 0))]
    judge(cases, user_worker(guests, cases, []))


@pytest.mark.skipif(not IS_ROOT, reason="needs root")
def test_root_is_given_up_by_itself(guests: Path) -> None:
    """Without anything else: another user, no capability, no way back."""
    cases = [
        refused("read_file", "/etc/shadow"),
        refused("write_file", "/etc/pkhost-test"),
        refused("signal_pid", "{host}"),
        refused("limit_of", "{host}"),
        refused("mount_something"),
        case("effective_user", check=number(lambda n: n > 65535)),
        case("show_capabilities", check=lambda o: set(o["stdout"].split()[1::2]) == {"0" * 16}),
    ]
    judge(cases, run_worker(guests, cases, only=["unprivileged"]))


@pytest.mark.parametrize(
    ("protection", "kind"),
    [
        ("pid_namespace", "pid"),
        ("mount_namespace", "mnt"),
        ("ipc_namespace", "ipc"),
        ("uts_namespace", "uts"),
        ("network_namespace", "net"),
    ],
)
def test_namespaces_are_new(protection: str, kind: str, guests: Path) -> None:
    cases = [case("show_namespace", kind)]
    # The mount namespace alone has no /proc to look at.
    only = [protection, *(["pid_namespace"] if protection == "mount_namespace" else [])]
    batch = user_worker(guests, cases, only)
    if batch["probe"][protection] != "on":
        pytest.skip(f"{protection}: {batch['probe'][protection]}")
    inside = batch["outcomes"][cases[0].name]["stdout"].strip()
    assert inside.startswith(f"{kind}:[")
    assert inside != os.readlink(f"/proc/self/ns/{kind}")  # noqa: PTH115


def test_every_protection_is_tested_alone() -> None:
    elsewhere = {"unprivileged", "ipc_namespace", "uts_namespace", "cgroup"}
    assert set(STOPPED) | elsewhere == set(PROTECTIONS)
