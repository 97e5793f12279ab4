"""The output of a script or program, handed on as it comes."""

from __future__ import annotations

import re
import sys

from ._console import is_terminal, printable, write_all

__all__ = ["Relay"]

# What may be sent to a terminal besides text: line ends, tabs, and colours.
# Untrusted code gets nothing else that a terminal obeys (titles, the clipboard,
# keys, the cursor).
_COLOUR = re.compile(r"(\x1b\[[0-9;:]*m)")
_COLOUR_BEGUN = re.compile(r"\x1b(\[[0-9;:]{0,60})?\Z")
_KEPT = "\n\t\r"


class _Stream:
    def __init__(self, name: str, safe: bool) -> None:
        self._stream = sys.stdout if name == "stdout" else sys.stderr
        self.terminal = is_terminal(self._stream)
        self._safe = safe and self.terminal
        self._held = ""
        self._coloured = False
        self.line_open = False

    def write(self, text: str, final: bool = False) -> None:
        if self._safe:
            text = self._safe_for_terminal(self._held + text, final)
        if text:
            self.line_open = not text.endswith("\n")
            write_all(self._stream, text.encode("utf-8", "replace"))

    def _safe_for_terminal(self, text: str, final: bool) -> str:
        self._held = ""
        begun = None if final else _COLOUR_BEGUN.search(text)
        if begun:
            self._held = begun.group()
            text = text[: begun.start()]
        if "\x1b" not in text and text.isprintable():
            return text
        pieces = _COLOUR.split(text)
        self._coloured = self._coloured or len(pieces) > 1
        return "".join(
            # Every second piece is a colour.
            piece if i % 2 else printable(piece, len(piece), keep=_KEPT)
            for i, piece in enumerate(pieces)
        )

    def finish(self) -> None:
        self.write("", final=True)
        if self._coloured:
            write_all(self._stream, b"\x1b[0m")


class Relay:
    """Hands output on to the process's own stdout and stderr.

    To a terminal goes text only, with control characters made visible, unless
    ``raw``; to files and pipes everything goes as it is.
    """

    def __init__(self, *, raw: bool) -> None:
        self._streams = {name: _Stream(name, not raw) for name in ("stdout", "stderr")}

    def __call__(self, name: str, text: str) -> None:
        """Write text of one stream; raises ``CannotError`` or ``OutputClosedError``."""
        self._streams[name].write(text)

    def stdout(self, text: str) -> None:
        """Write text of standard output; raises as a call of the relay."""
        self("stdout", text)

    def stderr(self, text: str) -> None:
        """Write text of standard error; raises as a call of the relay."""
        self("stderr", text)

    def finish(self, report: bool) -> None:
        """Write what is held back.  Before a report, end a line left open on the terminal."""
        for stream in self._streams.values():
            stream.finish()
        open_lines = [s for s in self._streams.values() if s.terminal and s.line_open]
        if report and open_lines:
            open_lines[0].write("\n")
