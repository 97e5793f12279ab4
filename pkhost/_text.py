"""Makes text of a script or a program safe to show to people."""

from __future__ import annotations

__all__ = ["last_lines", "printable"]

_LINES, _LINE_MOST, _MOST = 10, 300, 2000


def printable(text: str, most: int = 2000, *, keep: str = "") -> str:
    """Make text of a script's fit to be shown by a terminal.

    Characters that a terminal would obey or that hide others (control codes,
    bidirectional overrides) become visible escapes, except those in ``keep``;
    what is longer than ``most`` is cut.
    """
    cut = len(text) > most
    shown = text[:most]
    if not shown.isprintable():
        shown = "".join(c if c.isprintable() or c in keep else _escape(c) for c in shown)
    return shown + "…" if cut else shown


def _escape(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")


def last_lines(output: str | bytes) -> list[str]:
    """Return the end of a program's output as lines, few and short, each ``printable``."""
    end = output[-8 * _MOST :]
    if isinstance(end, bytes):
        end = end.decode("utf-8", "replace")
    lines = end.rstrip().split("\n")
    shown: list[str] = []
    left = _MOST
    for line in reversed(lines[-_LINES:]):
        text = printable(line.expandtabs(4).rstrip(), _LINE_MOST)
        left -= len(text)
        if left < 0:
            break
        shown.append(text)
    shown.reverse()
    if len(shown) < len(lines) or len(end) < len(output):
        shown.insert(0, "…")
    return shown if end.strip() else []
