"""The one exception that a failed build ends in."""

from __future__ import annotations


class BuildError(Exception):
    """The build cannot go on.

    Its text is the whole message that a user sees: what is wrong, why it matters, what to do.
    """
