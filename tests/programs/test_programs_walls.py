"""Each protection by itself, with all the others off; and what it stops, not stopped without it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from pkhost.programs import run_program
from pkhost.programs.profiles import PROTECTIONS, profile_of
from pkhost.programs.protections import probe

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
        refused("signal_pid", "{sleeper_thread}"),
        refused("signal_thread", "{sleeper_thread}"),
        refused("signal_group", "{sleeper}"),
        case("own_signals", check=printed("done")),
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
        refused("signal_pid", "{host_thread}"),
        refused("signal_pid", "{sleeper_thread}"),
        refused("signal_thread", "{sleeper_thread}"),
        refused("signal_group", "{sleeper}"),
        refused("signal_by_descriptor", "{sleeper}"),
        case("own_signals", check=printed("done")),
        case("kill_all", check=printed("alive")),
        refused("send_datagram", "{datagrams}"),
        refused("priority_of_user"),
        refused("io_priority_of_user"),
        *[refused(name) for name in ("asynchronous_io", "watch_files", "message_queue", "lease")],
        *[refused(name) for name in ("large_pipe", "pin_pages")],
    ],
    "pid_namespace": [
        refused("signal_pid", "{host}"),
        refused("signal_pid", "{sleeper_thread}"),
        refused("signal_group", "{sleeper}"),
        refused("signal_by_descriptor", "{sleeper}"),
        case("own_signals", check=printed("done")),
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
        refused("send_datagram", "{datagrams}"),
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
    allowed("signal_pid", "{sleeper_thread}"),
    allowed("signal_thread", "{sleeper_thread}"),
    allowed("signal_group", "{sleeper}"),
    allowed("signal_by_descriptor", "{sleeper}"),
    allowed("send_datagram", "{datagrams}"),
    allowed("priority_of_user"),
    allowed("io_priority_of_user"),
    allowed("limit_of", "{sleeper}"),
    allowed("trace_parent", "{sleeper}"),
    allowed("memfd_fill"),
    allowed("sysv_shm"),
    *[allowed(name) for name in ("asynchronous_io", "watch_files", "message_queue", "lease")],
    *[allowed(name) for name in ("large_pipe", "pin_pages")],
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


def test_signals_without_namespaces_and_landlock(guests: Path) -> None:
    """As in a container on Linux 6.1: the supervisor decides who gets a signal."""
    cases = [
        *[refused("signal_pid", f"{{{who}}}") for who in ("host", "host_thread", "sleeper")],
        refused("signal_pid", "{sleeper_thread}"),
        refused("signal_thread", "{sleeper_thread}"),
        refused("signal_group", "{sleeper}"),
        refused("signal_by_descriptor", "{sleeper}"),
        refused("send_datagram", "{datagrams}"),
        case("own_signals", check=printed("done")),
        case("kill_all", check=printed("alive")),
        case("kill_parent_and_group", status="signaled"),
        case("die_by", "6", status="signaled"),
        case("make_daemon"),
        case("exec_self", "20", check=printed("done")),
    ]
    user = OTHER_USER if IS_ROOT else 0
    batch = run_worker(guests, cases, uid=user, old_kernel=True)
    shown = batch["outcomes"]["own_signals"]["protections"]
    on = {name for name, state in shown.items() if state == "on"}
    assert on - {"cpu_accounting"} == {"no_new_privs", "unprivileged", "seccomp"}
    judge(cases, batch)
    assert batch["left"] == [[], [], 0]


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


@pytest.mark.slow
def test_memory_that_no_limit_sees_in_profile_compile(guests: Path) -> None:
    """Without a control group, that is; and messages only in a namespace of their own."""
    cases = [
        refused("memfd_fill"),
        refused("sysv_shm"),
        refused("pin_pages"),
        refused("message_queue"),
        case("sysv_queues", check=number(lambda n: n <= 16)),
        case("shared_hidden", "700", "moved", status="memory"),
    ]
    if probe()["cgroup"] == "on":
        pytest.skip("there is a control group, which counts all of it")
    for namespaces in (True, False):
        for user in {0, OTHER_USER if IS_ROOT else 0}:
            batch = run_worker(
                guests, cases, uid=user, profile="compile", refuse_namespaces=not namespaces
            )
            judge(cases, batch)


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
    elsewhere = {"unprivileged", "ipc_namespace", "uts_namespace", "cgroup", "cpu_accounting"}
    assert set(STOPPED) | elsewhere == set(PROTECTIONS)


@pytest.mark.parametrize("profile", ["strict", "compile"])
def test_attributes_of_files_outside_stay_without_a_private_root(
    profile: str, tmp_path: Path
) -> None:
    file = tmp_path / "file"
    file.touch()
    try:
        os.setxattr(file, "user.before", b"1")
    except OSError as error:
        pytest.skip(f"this file system has no attributes for users: {error}")
    script = "import os, sys; os.setxattr(sys.argv[1], 'user.after', b'1')"
    result = run_program(
        ["/usr/bin/python3", "-c", script, str(file)],
        profile=profile_of(profile).without("mount_namespace"),
    )
    assert "PermissionError: [Errno 1]" in result.stderr
    assert os.listxattr(file) == ["user.before"]
