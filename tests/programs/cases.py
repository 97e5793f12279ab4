"""The hostile programs, and the exact status that each has to end with.

A case is run by worker.py, as root and as another user, with namespaces and
without; the expectations hold in all four settings unless they say otherwise.
"""

from __future__ import annotations

import signal
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

Outcome = dict[str, Any]
Check = Callable[[Outcome], bool]


@dataclass(frozen=True)
class Case:
    """One behaviour of guests/hostile.c (or another guest) and what must come of it."""

    name: str
    argv: tuple[str, ...]
    status: str
    check: Check | None = None
    limits: dict[str, Any] = field(default_factory=dict)
    options: dict[str, Any] = field(default_factory=dict)
    only: Callable[[str, bool], bool] = lambda user, namespaces: True
    guest: str = "hostile"
    forks_without_end: bool = False
    """Run in a guard only (guard.py)."""


def printed(text: str) -> Check:
    return lambda outcome: text in outcome["stdout"]


def number(accept: Callable[[int], bool]) -> Check:
    return lambda outcome: accept(int(outcome["stdout"]))


def quick(outcome: Outcome) -> bool:
    return bool(outcome["elapsed"] < 2.0)


def small(outcome: Outcome) -> bool:
    """Not all of what it reached for, and seen while it did."""
    return bool(outcome["usage"]["peak_memory"] < 400_000_000 and "got it" not in outcome["stdout"])


def hidden(outcome: Outcome) -> bool:
    """Seen while it did; what is counted may be all that it could have."""
    return "got it" not in outcome["stdout"]


def died_by(number: int) -> Check:
    return lambda outcome: outcome["signal"] == number and outcome["exit_code"] is None


def case(name: str, *args: str, status: str = "ok", **rest: Any) -> Case:
    label = name if not args else f"{name}-{'-'.join(args)}"
    rest.setdefault("argv", (name, *args))
    return Case(name=rest.pop("label", label), status=status, **rest)


def bomb(name: str, **rest: Any) -> Case:
    return case(name, forks_without_end=True, **rest)


def refused(name: str, *args: str, **rest: Any) -> Case:
    return case(name, *args, check=printed("refused"), **rest)


# Signals that end no program.
HARMLESS = {
    *(signal.SIGSTOP, signal.SIGTSTP, signal.SIGTTIN, signal.SIGTTOU),
    *(signal.SIGCHLD, signal.SIGCONT, signal.SIGURG, signal.SIGWINCH),
}

SHORT = {"wall_time": 0.4}
SMALL = {"memory": "64MB"}

CASES: list[Case] = [
    # ---- output ----
    case("flood_out", status="output", check=lambda o: o["usage"]["stdout_bytes"] == 100_000),
    case("flood_err", status="output", check=lambda o: o["usage"]["stderr_bytes"] == 50_000),
    case("flood_both", status="output"),
    case("endless_line", status="output", check=lambda o: o["stdout"] == "x" * 100_000),
    case("print_bytes", "100000", check=lambda o: o["stdout"] == "x" * 100_000),
    case("print_bytes", "100001", status="output", check=lambda o: len(o["stdout"]) == 100_000),
    case(
        "flood_out",
        label="flood_truncated",
        status="wall_time",
        limits=SHORT,
        options={"overflow": "truncate"},
        check=lambda o: o["truncated"] and o["usage"]["stdout_bytes"] == 100_000,
    ),
    case("invalid_utf8", check=lambda o: o["stdout"] == "ok \ufffd\ufffd\ufffd"),
    case("silent", argv=("ignore_term",), status="wall_time", limits=SHORT),
    case("close_stdout_and_sleep", status="wall_time", limits=SHORT),
    # ---- input ----
    case("never_reads", options={"stdin": "x" * 10_000_000}, check=quick),
    case("closes_input", options={"stdin": "x" * 10_000_000}, check=printed("done")),
    case("reads_slowly", options={"stdin": "x" * 3_000_000}, check=printed("3000000")),
    case(
        "reads_some_and_dies",
        status="signaled",
        options={"stdin": "x" * 10_000_000},
        check=died_by(signal.SIGKILL),
    ),
    # ---- signals ----
    case("stop_self", status="wall_time", limits=SHORT),
    case("kill_parent_and_group", status="signaled", check=died_by(signal.SIGKILL)),
    case("kill_all", check=printed("alive")),
    refused("signal_pid", "{host}"),
    refused("signal_pid", "{host_thread}"),
    refused("signal_pid", "{sleeper}"),
    refused("signal_pid", "{sleeper_thread}"),
    refused("signal_thread", "{sleeper_thread}"),
    refused("signal_group", "{sleeper}"),
    case("own_signals", check=printed("done")),
    *[
        case("die_by", str(int(number)), status="signaled", check=died_by(number))
        for number in signal.Signals
        if number < signal.SIGRTMIN and number not in HARMLESS
    ],
    case("die_by", "17", check=printed("alive")),
    case("show_signals", check=printed("0")),
    # ---- processes ----
    *[
        one
        for behaviour in ("fork_bomb", "thread_bomb")
        for one in (
            bomb(
                behaviour,
                status="wall_time",
                limits=SHORT,
                check=number(lambda n: n == 16),
                only=lambda user, namespaces: user == "root" or namespaces,
            ),
            # The user's other processes count too here, and they come and go.
            bomb(
                behaviour,
                label=f"{behaviour}_among_others",
                status="wall_time",
                limits=SHORT,
                check=number(lambda n: 1 <= n <= 40),
                only=lambda user, namespaces: user != "root" and not namespaces,
            ),
        )
    ],
    bomb(
        "fork_bomb",
        label="fork_bomb_alone",
        status="wall_time",
        limits={**SHORT, "processes": 1},
        check=number(lambda n: n == 1),
    ),
    bomb(
        "fork_bomb_wild",
        status="wall_time",
        limits={"wall_time": 1, "processes": 64},
        check=lambda o: o["elapsed"] < 4 and 1 < max(map(int, o["stdout"].split())) <= 64,
        only=lambda user, namespaces: user == "root" or namespaces,
    ),
    bomb(
        "fork_bomb_wild",
        label="fork_bomb_wild_among_others",
        status="wall_time",
        limits={"wall_time": 1, "processes": 64},
        check=lambda o: o["elapsed"] < 4 and 1 < max(map(int, o["stdout"].split())) <= 100,
        only=lambda user, namespaces: user != "root" and not namespaces,
    ),
    case("make_daemon", check=quick),
    case("hold_stdout", check=lambda o: quick(o) and o["stdout"] == "parent is done\n"),
    case("exit_with_children", check=quick),
    bomb(
        "leave_zombies",
        check=number(lambda n: n == 15),
        only=lambda user, namespaces: user == "root" or namespaces,
    ),
    # What others of the user start after they were counted comes out of this run's limit:
    # the case beside it, or whole test runs.  So there is room for some of them.
    bomb(
        "leave_zombies",
        label="leave_zombies_among_others",
        limits={"processes": 300},
        check=number(lambda n: 10 <= n < 1000),
        only=lambda user, namespaces: user != "root" and not namespaces,
    ),
    case("orphan_flood", check=printed("done")),
    case("exec_self", "20", check=printed("done")),
    # ---- memory ----
    case("malloc_untouched", "512", limits=SMALL, check=printed("got it")),
    case(
        "malloc_untouched",
        "512",
        label="address_space",
        limits={"address_space": "256MB"},
        check=printed("refused"),
    ),
    case("malloc_touch", "48", limits=SMALL, check=printed("got it")),
    case(
        "malloc_touch",
        "72",
        status="memory",
        limits=SMALL,
        check=lambda o: o["usage"]["peak_memory"] > 63_900_000,
    ),
    case(
        "malloc_touch",
        "900",
        status="memory",
        limits=SMALL,
        check=lambda o: o["usage"]["peak_memory"] < 300_000_000,
    ),
    case("mmap_touch", "200", status="memory", limits=SMALL),
    case("big_bss", guest="big_bss", limits=SMALL),
    case("memory_in_children", "4", "10", status="wall_time", limits={**SHORT, **SMALL}),
    case("memory_in_children", "4", "24", status="memory", limits=SMALL),
    case(
        *("memory_behind_mappings", "12", "700"),
        status="memory",
        limits={"memory": "300MB"},
        check=hidden,
    ),
    refused("hide_from_looks", only=lambda user, namespaces: user == "user" and not namespaces),
    case("shared_in_children", "8", "24", limits=SMALL, check=printed("done")),
    # What cannot be found out any more when the time is up is not said.
    case(
        *("shared_in_children", "8", "24"),
        label="shared_at_the_deadline",
        status="wall_time",
        limits={"wall_time": 0.25, **SMALL},
        check=lambda o: o["usage"]["peak_memory"] < 60_000_000,
    ),
    case("share_memory", "40", "10", limits=SMALL, check=printed("done")),
    case("first_thread_ends", "40", status="wall_time", limits={**SHORT, **SMALL}),
    case("first_thread_ends", "700", status="memory", limits=SMALL, check=small),
    *[
        one
        for way in ("dropped", "unmapped", "moved")
        for one in (
            case(
                *("shared_hidden", "40", way),
                status="wall_time",
                limits={**SHORT, **SMALL},
                check=printed("got it"),
            ),
            case("shared_hidden", "700", way, status="memory", limits=SMALL, check=hidden),
        )
    ],
    case(
        *("page_tables", "40"),
        status="wall_time",
        limits={**SHORT, **SMALL},
        check=printed("got it"),
    ),
    case("page_tables", "700", status="memory", limits=SMALL, check=small),
    refused("pin_pages"),
    case("deep_recursion", status="signaled", check=died_by(signal.SIGSEGV)),
    refused("memfd_fill"),
    refused("shm_fill"),
    refused("sysv_shm"),
    # ---- processor time ----
    case(
        "cpu_threads",
        status="cpu_time",
        limits={"cpu_time": 0.3},
        check=lambda o: 0.3 < o["usage"]["cpu_time"] < 0.45,
    ),
    case("cpu_burn", "0.2", limits={"cpu_time": 0.3}),
    case("cpu_burn", "0.35", status="cpu_time", limits={"cpu_time": 0.3}),
    case("cpu_in_children", status="cpu_time", limits={"cpu_time": 0.3, "wall_time": 10}),
    case("page_faults", status="cpu_time", limits={"cpu_time": 0.3}),
    # ---- files ----
    refused("read_file", "/etc/shadow"),
    refused("read_file", "/etc/passwd"),
    refused("read_file", "{secret}"),
    refused("symlink_out", "{secret}"),
    refused("write_file", "{secret}"),
    refused("chmod_file", "{secret}"),
    refused("remove_file", "{secret}"),
    refused("write_file", "/usr/pkhost-test"),
    refused("write_file", "/etc/pkhost-test"),
    refused("write_file", "/proc/sys/kernel/core_pattern"),
    refused("read_file", "/proc/{sleeper}/environ"),
    refused("read_file", "/proc/{sleeper}/maps"),
    refused("list_folder", "/root"),
    refused("list_folder", "/home"),
    refused("list_folder", "/sys"),
    refused("read_file", "/dev/mem"),
    refused("read_file", "/dev/kmsg"),
    refused("chmod_file", "/usr/bin/env"),
    case("read_file", "/dev/zero", check=printed("got it")),
    case("read_file", "/proc/self/status", check=printed("got it")),
    case("write_file", "mine", check=printed("got it")),
    case(
        "fill_scratch",
        "40",
        check=number(lambda n: 30_000_000 < n <= 32_004_096),
        only=lambda user, namespaces: namespaces,
    ),
    case(
        "many_files",
        "50000",
        check=number(lambda n: 1000 < n < 10_000),
        only=lambda user, namespaces: namespaces,
    ),
    case("sparse_file", status="signaled", check=died_by(signal.SIGXFSZ)),
    case("big_file", "1000000", limits={"file_size": 1_000_000}, check=printed("done")),
    case("big_file", "1000001", limits={"file_size": 1_000_000}, status="signaled"),
    case("open_files", limits={"open_files": 20}, check=number(lambda n: n == 20)),
    # ---- network ----
    refused("tcp"),
    refused("udp"),
    refused("netlink"),
    refused("vsock"),
    refused("tcp_connect", "{port}"),
    refused("send_datagram", "{datagrams}"),
    refused("name_a_socket"),
    case("pairs_of_sockets", check=printed("got it")),
    refused("unix_connect", "{socket}"),
    refused("unix_connect", "{abstract}"),
    # ---- what there is little of ----
    refused("asynchronous_io"),
    refused("watch_files"),
    refused("message_queue"),
    refused("priority_of_user"),
    refused("io_priority_of_user"),
    case("own_priority", check=printed("got it")),
    refused("lease"),
    refused("large_pipe"),
    case("timers", check=number(lambda n: n == 1024)),
    case("sysv_queues", check=number(lambda n: n == 0)),
    # ---- the kernel ----
    refused("trace_parent", "{sleeper}"),
    refused("trace_child"),
    refused("read_memory", "{sleeper}"),
    refused("mount_something"),
    refused("nested_user_namespace"),
    refused("cloned_user_namespace"),
    refused("load_bpf"),
    refused("use_io_uring"),
    refused("keyring"),
    refused("fault_handler"),
    refused("unknown_call"),
    refused("new_hostname"),
    refused("limit_of", "{host}"),
    refused("type_into_terminal"),
    case("hunt_descriptors", check=printed("0")),
    case("set_user_id", guest="set_user_id", argv=(), check=number(lambda n: n > 0)),
    case(
        "environment",
        guest="/usr/bin/env",
        argv=(),
        check=lambda o: (
            sorted(line.split("=")[0] for line in o["stdout"].split())
            == ["HOME", "LANG", "PATH", "PYTHONUNBUFFERED", "TMPDIR"]
        ),
    ),
]
