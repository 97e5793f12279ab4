"""Profiles: the protections that a program runs under."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

__all__ = ["PROTECTIONS", "Profile", "ProfileName"]

ProfileName = Literal["strict", "compile", "none"]
"""The profiles that have a name: see :class:`Profile`."""

PROTECTIONS: dict[str, str] = {
    "no_new_privs": "set-user-ID programs and file capabilities give nothing",
    "unprivileged": "no capabilities; a host that is root gives the program another user",
    "landlock": "files: only the listed paths",
    "landlock_network": "no TCP, neither to connect nor to listen",
    "landlock_scope": "no signals and no abstract Unix sockets to outside",
    "seccomp": "no system calls that reach the machine or other processes; no sockets",
    "pid_namespace": "sees and signals its own processes only; they die together",
    "mount_namespace": "a file system that holds only the listed paths; scratch space with a quota",
    "ipc_namespace": "no shared memory, semaphores or message queues with outside",
    "uts_namespace": "a host name of its own",
    "network_namespace": "no network devices",
    "cgroup": "exact limits on the memory and the processes of the whole tree",
    "cpu_accounting": "processor time of children that nobody waits for counts",
}
"""Every protection by name, and what it does."""


# For users who are not root, and pkhost makes no difference.
NEEDS_NO_NEW_PRIVS = frozenset({"landlock", "landlock_network", "landlock_scope", "seccomp"})


@dataclass(frozen=True)
class Profile:
    """The protections that a program runs under.

    ``run_program`` takes a profile or its name:

    ``"strict"``
        The default, for a program that nobody trusts: every protection that this
        machine offers.

    ``"compile"``
        The same for a compiler or a build.  Files that the program writes can be
        executed.  The program can change file modes, and can use System V IPC and
        memory files if something limits their number and size.

    ``"none"``
        Limits only.  The program can do what the host can do.

    ``network_namespace`` is used only if it is required, or if seccomp is not
    available; seccomp refuses sockets at a fraction of the cost.
    """

    name: str
    """What messages and ``ProgramResult.protections`` call it."""

    protections: frozenset[str]
    """The names of the protections (see :data:`PROTECTIONS`) to use, as far as this
    machine has them."""

    compiler: bool = False
    """Whether files that the program writes can be executed, and their modes changed."""

    def without(self, *names: str) -> Profile:
        """Return a copy of this profile without some protections."""
        _check(names, "profile")
        return replace(self, protections=self.protections - set(names))

    @property
    def confined(self) -> bool:
        """Whether the program starts in a scratch folder, and not in the host's folder."""
        return bool(self.protections)


def _check(names: tuple[str, ...] | frozenset[str], argument: str) -> None:
    for name in names:
        if name not in PROTECTIONS:
            known = ", ".join(PROTECTIONS)
            raise ValueError(f"{argument}: there is no protection {name!r}; there are: {known}")


_ALL = frozenset(PROTECTIONS)
_PROFILES = {
    profile.name: profile
    for profile in (
        Profile("strict", _ALL),
        Profile("compile", _ALL, compiler=True),
        Profile("none", frozenset()),
    )
}


def profile_of(value: Profile | str) -> Profile:
    """Return the profile that a caller means.  ``ValueError`` for an unknown name."""
    if isinstance(value, Profile):
        _check(value.protections, "profile")
        needing = NEEDS_NO_NEW_PRIVS & value.protections
        if needing and "no_new_privs" not in value.protections:
            raise ValueError(
                f"profile {value.name!r}: the kernel puts up {', '.join(sorted(needing))} "
                "only together with no_new_privs"
            )
        return value
    try:
        return _PROFILES[value]
    except (KeyError, TypeError):
        known = ", ".join(repr(name) for name in _PROFILES)
        raise ValueError(f"profile: there is no {value!r}; there are {known}") from None
