"""Runs the real command, in a process of its own, in a pipe or in a terminal."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path
from typing import Any

import dialects

ROOT = Path(__file__).resolve().parent.parent.parent
EXAMPLES = ROOT / "examples"
COMMAND = [sys.executable, "-m", "pkhost"]
# Seconds until a test gives up; nothing takes that long unless it hangs.
PATIENCE = 60.0

ENVIRONMENT = {
    name: value
    for name, value in os.environ.items()
    if name not in ("NO_COLOR", "FORCE_COLOR", "COLUMNS")
} | {"TERM": "xterm-256color", "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
"""What the command sees of the environment: no wishes about colour, and this same pkhost."""


def in_dialect(arguments: tuple[object, ...]) -> tuple[object, ...]:
    """The arguments, with the dialect of the test that runs if it has one (tests/dialects.py)."""
    chosen = dialects.chosen()
    if chosen is None or not arguments or arguments[0] not in ("run", "repl"):
        return arguments
    return (arguments[0], "--dialect", chosen, *arguments[1:])


def run(
    *arguments: object,
    stdin: str | bytes | None = None,
    env: dict[str, str] | None = None,
    cwd: Path | None = None,
    **options: Any,
) -> subprocess.CompletedProcess[str]:
    """Run ``pkhost ARGUMENTS`` to its end.  Without ``stdin`` there is nothing to read."""
    data = stdin.encode() if isinstance(stdin, str) else stdin
    given: dict[str, Any] = {"stdin": subprocess.DEVNULL} if data is None else {"input": data}
    options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | given | options
    done = subprocess.run(
        [*COMMAND, *map(str, in_dialect(arguments))],
        env=ENVIRONMENT | (env or {}),
        cwd=cwd,
        timeout=PATIENCE,
        check=False,
        **options,
    )
    return subprocess.CompletedProcess(
        done.args,
        done.returncode,
        (done.stdout or b"").decode(),
        (done.stderr or b"").decode("utf-8", "backslashreplace"),
    )


def run_json(*arguments: object, **options: Any) -> dict[str, Any]:
    """Run ``pkhost run --json ARGUMENTS``; it must print one object, and nothing else."""
    done = run("run", "--json", *arguments, **options)
    assert done.stderr == ""
    assert done.stdout.endswith("}\n")
    assert done.stdout.count("\n") == 1
    found = json.loads(done.stdout)
    assert isinstance(found, dict)
    return found


class Session:
    """A command that runs while the test talks to it, through pipes or a terminal."""

    def __init__(
        self, *arguments: object, terminal: bool = False, env: dict[str, str] | None = None
    ):
        command = [*COMMAND, *map(str, in_dialect(arguments))]
        self._terminal = terminal
        environment = ENVIRONMENT | (env or {})
        if terminal:
            master, slave = os.openpty()
            # A session leader gets the terminal that it opens first as its own, so that Ctrl-C
            # typed there is a signal.
            adopt = "import os, sys; os.open(os.ttyname(0), os.O_RDWR); os.execv(sys.argv[1], "
            adopt += "sys.argv[1:])"
            self.process = subprocess.Popen(
                [sys.executable, "-c", adopt, *command],
                stdin=slave,
                stdout=slave,
                stderr=slave,
                start_new_session=True,
                env=environment,
            )
            os.close(slave)
            self._in = self._out = master
        else:
            self.process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                env=environment,
            )
            assert self.process.stdin is not None
            assert self.process.stdout is not None
            self._in = self.process.stdin.fileno()
            self._out = self.process.stdout.fileno()
        self.seen = ""

    def expect(self, pattern: str) -> str:
        """Read until the pattern has come; return all that was read since the last time."""
        deadline = time.monotonic() + PATIENCE
        text = ""
        while not re.search(pattern, text):
            data = self._read(deadline)
            assert data, f"{pattern!r} did not come before the end; this did: {text!r}"
            text += data
        self.seen += text
        return text

    def _read(self, deadline: float) -> str:
        ready, _, _ = select.select([self._out], [], [], max(0, deadline - time.monotonic()))
        assert ready, f"nothing more came; this did: {self.seen!r}"
        try:
            return os.read(self._out, 65536).decode("utf-8", "replace").replace("\r\n", "\n")
        except OSError:
            return ""  # how a terminal says that nobody is left at its other side

    def type(self, text: str) -> None:
        """Write, as one who types does."""
        os.write(self._in, text.encode())

    def wait_until_read(self) -> None:
        """Wait until the command has read all that was typed; pipes only."""
        deadline = time.monotonic() + PATIENCE
        while struct.unpack("i", fcntl.ioctl(self._in, termios.FIONREAD, bytes(4)))[0]:
            assert time.monotonic() < deadline
            os.sched_yield()

    def interrupt(self) -> None:
        """Send SIGINT to the command."""
        self.process.send_signal(signal.SIGINT)

    def finish(self) -> int:
        """Read the rest, and return the exit status."""
        deadline = time.monotonic() + PATIENCE
        while data := self._read(deadline):
            self.seen += data
        return self.process.wait(PATIENCE)

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait(PATIENCE)
        if self._terminal:
            os.close(self._out)
        else:
            for stream in (self.process.stdin, self.process.stdout):
                assert stream is not None
                with contextlib.suppress(OSError):
                    stream.close()
