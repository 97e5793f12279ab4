"""Spawns the launcher: pipes, a control channel, a configuration, posix_spawn."""

from __future__ import annotations

import contextlib
import fcntl
import os
import socket
from pathlib import Path
from typing import NamedTuple

from ..errors import LauncherError
from ._wire import CONFIG_FD, CONTROL_FD

# Descriptors below this are targets in the launcher; a source among them could
# be overwritten before it is used.
_FIRST_FREE = CONFIG_FD + 1

_LAUNCHER = os.fspath(Path(__file__).resolve().parent.parent / "_launcher")


class Launched(NamedTuple):
    """A running launcher, and this side of its channels.  All are non-blocking."""

    pid: int
    control: int
    stdin: int  # -1 if the program reads a file of its own
    stdout: int
    stderr: int


def launcher_path() -> str:
    """Return where the launcher is."""
    return _LAUNCHER


class _Descriptors:
    """Open descriptors that are closed when something goes wrong."""

    def __init__(self) -> None:
        self._open: list[int] = []

    def keep(self, fd: int) -> int:
        """Take over a descriptor; return it, or a copy that is out of the way."""
        if fd < _FIRST_FREE:
            try:
                fd, low = fcntl.fcntl(fd, fcntl.F_DUPFD_CLOEXEC, _FIRST_FREE), fd
            except OSError:
                os.close(fd)
                raise
            os.close(low)
        self._open.append(fd)
        return fd

    def pipe(self) -> tuple[int, int]:
        read, write = os.pipe2(os.O_CLOEXEC)
        try:
            read = self.keep(read)
        except OSError:
            os.close(write)
            raise
        return read, self.keep(write)

    def close(self, fd: int) -> None:
        self._open.remove(fd)
        os.close(fd)

    def close_all(self) -> None:
        for fd in self._open:
            with contextlib.suppress(OSError):
                os.close(fd)


def launch(config: bytes, stdin: int | None) -> Launched:
    """Start the launcher.

    ``stdin`` is a descriptor for the program to read, which stays the
    caller's; ``None`` makes a pipe.  Raises ``OSError`` if this process is out
    of descriptors or the system of processes, ``LauncherError`` if there is no
    launcher.  Nothing is left open or running then.
    """
    held = _Descriptors()
    try:
        channel, channel_of_launcher = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        try:
            control = held.keep(channel.detach())
        finally:
            control_of_launcher = held.keep(channel_of_launcher.detach())
        memory = held.keep(os.memfd_create("pkhost", os.MFD_CLOEXEC))
        written = 0
        while written < len(config):
            written += os.write(memory, config[written:] if written else config)
        stdin_write = -1
        if stdin is None:
            stdin, stdin_write = held.pipe()
            os.set_blocking(stdin_write, False)
        elif stdin < _FIRST_FREE:
            stdin = held.keep(os.dup(stdin))
        stdout, stdout_write = held.pipe()
        stderr, stderr_write = held.pipe()
        for fd in (control, stdout, stderr):
            os.set_blocking(fd, False)
        try:
            pid = os.posix_spawn(
                _LAUNCHER,
                ["pkhost-launcher"],
                {},
                file_actions=(
                    (os.POSIX_SPAWN_DUP2, stdin, 0),
                    (os.POSIX_SPAWN_DUP2, stdout_write, 1),
                    (os.POSIX_SPAWN_DUP2, stderr_write, 2),
                    (os.POSIX_SPAWN_DUP2, control_of_launcher, CONTROL_FD),
                    (os.POSIX_SPAWN_DUP2, memory, CONFIG_FD),
                ),
            )
        except (FileNotFoundError, PermissionError) as error:
            raise LauncherError(
                f"the program launcher {_LAUNCHER} cannot be started ({error.strerror}); "
                "install pkhost, or run `python build.py launcher` in its sources"
            ) from error
        ours = {control, stdin_write, stdout, stderr}
        for fd in [fd for fd in held._open if fd not in ours]:
            held.close(fd)
        return Launched(pid, control, stdin_write, stdout, stderr)
    except BaseException:
        held.close_all()
        raise
