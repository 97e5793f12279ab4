"""Where the VMs of scripts are: the two homes by name."""

from __future__ import annotations

from typing import Literal

__all__ = ["DEFAULT_ISOLATION", "SCRIPT_PROTECTIONS", "Isolation"]

Isolation = Literal["process", "thread"]
"""Where a script runs: in a process of its own that the kernel confines, or on a thread
of this process."""

DEFAULT_ISOLATION: Isolation = "process"
"""Where scripts run if nobody says where."""

SCRIPT_PROTECTIONS = (
    "no_new_privs",
    "unprivileged",
    "landlock",
    "landlock_network",
    "landlock_scope",
    "seccomp",
    "pid_namespace",
    "mount_namespace",
    "ipc_namespace",
    "uts_namespace",
    "network_namespace",
)
"""The protections that a process of scripts can have, by the names that those of programs
have (:data:`pkhost.PROTECTIONS` says what each does)."""
