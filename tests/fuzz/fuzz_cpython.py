"""A CPython 3.11 that is kept, and runs one program after another; and one run of pkhost's.

Started as a program, this file is the CPython: it reads a program a line, as JSON, and answers with
what that printed and the class of the exception that ended it.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, replace

PATIENCE = 3
"""Seconds that a program may take in CPython; one that takes longer says nothing."""


@dataclass(frozen=True)
class Outcome:
    """What a program did."""

    stdout: str
    error: str | None
    """The class of the exception that ended it."""
    is_cut: bool = False
    """Whether a limit ended it: then it says nothing about who is right."""
    message: str = ""


class CPython:
    """The CPython that is asked: two of them, with different hashes of text.

    What is not the same in both depends on the order of a set, which is nobody's right or wrong.

    :raises FileNotFoundError: there is no CPython 3.11.
    """

    def __init__(self) -> None:
        python = sys.executable if sys.version_info[:2] == (3, 11) else shutil.which("python3.11")
        if python is None:
            raise FileNotFoundError("no python3.11 on PATH")
        self._processes = [
            subprocess.Popen(
                [python, "-s", "-W", "ignore", "-X", "utf8", __file__],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                encoding="utf-8",
                env={**os.environ, "PYTHONHASHSEED": seed},
            )
            for seed in ("1", "2")
        ]

    def run(self, source: str) -> Outcome:
        """What CPython does with a program."""
        for process in self._processes:
            assert process.stdin is not None
            print(json.dumps(source), file=process.stdin, flush=True)
        first, second = map(self._answer, self._processes)
        return first if first == second else replace(first, is_cut=True)

    @staticmethod
    def _answer(process: subprocess.Popen[str]) -> Outcome:
        assert process.stdout is not None
        stdout, error, message, is_cut = json.loads(process.stdout.readline())
        return Outcome(stdout, error, is_cut, message)

    def close(self) -> None:
        """End the processes."""
        for process in self._processes:
            process.communicate(timeout=PATIENCE + 5)

    def __enter__(self) -> CPython:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()


def in_pkhost(source: str) -> Outcome:
    """What pkhost does with a program in dialect "python"."""
    import pkhost

    limits = pkhost.Limits(
        steps=50_000_000, memory="128MiB", wall_time=10, cpu_time=10, stdout="1MiB"
    )
    result = pkhost.run_script(source, limits=limits, dialect="python")
    status = result.status
    if status is pkhost.Status.OK:
        return Outcome(result.stdout, None)
    assert result.error is not None
    is_cut = status is not pkhost.Status.ERROR and status is not pkhost.Status.CRASHED
    return Outcome(result.stdout, result.error.type, is_cut, result.error.message)


def serve() -> None:
    """Answer until the input ends."""
    import contextlib
    import io
    import signal

    class Late(BaseException):
        pass

    def late(*_: object) -> None:
        raise Late

    # What a program prints goes elsewhere.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    signal.signal(signal.SIGALRM, late)
    for line in sys.stdin:
        printed, error, message = io.StringIO(), None, ""
        signal.alarm(PATIENCE)
        try:
            with contextlib.redirect_stdout(printed):
                code = compile(json.loads(line), "main.py", "exec", dont_inherit=True)
                exec(code, {"__name__": "__main__"})
        except Late:
            error = "Late"
        except BaseException as raised:
            error, message = type(raised).__name__, str(raised)
        signal.alarm(0)
        is_cut = error in ("Late", "MemoryError", "RecursionError")
        print(json.dumps([printed.getvalue(), error, message, is_cut]), file=answers, flush=True)


if __name__ == "__main__":
    serve()
