"""What a run may have besides its limits: files of its own, and determinism."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from .._files import Content, pack_files
from ..limits import Limits
from .policy import Policy

__all__ = ["Determinism", "extras"]

_UNLIMITED = (1 << 62) - 1
_LATEST = 6e9  # there is room for long sleeps in the engine's nanoseconds


@dataclasses.dataclass(frozen=True, slots=True)
class Determinism:
    """A run that comes out the same whenever and wherever it is repeated.

    The same script, in a VM in the same state, then gives the same output and
    value, byte for byte, with the same steps and peak memory: ``random`` is
    seeded, and time is made of steps (100 ns each) and of what the script
    sleeps, which takes no time.  Needs a limit on steps, since they are
    counted; and limits on time must not strike, since those are of the clock.
    """

    seed: int = 0
    """Of the script's ``random``."""

    start_time: float = 0.0
    """What the script's clock shows at its start, in seconds since 1970 (UTC)."""

    def __post_init__(self) -> None:
        if isinstance(self.seed, bool) or not isinstance(self.seed, int):
            raise TypeError("seed: expected a whole number")
        if not -(1 << 63) <= self.seed < 1 << 63:
            raise ValueError("seed: a number of 64 bits")
        if not 0 <= self.start_time < _LATEST:
            raise ValueError("start_time: seconds since 1970, not later than the year 2160")


def extras(
    policy: Policy,
    limits: Limits,
    files: Mapping[str, Content] | None,
    deterministic: Determinism | None,
) -> dict[str, Any]:
    """The fields of a Job for these; ``ValueError`` if they cannot be."""
    fields: dict[str, Any] = {}
    if files is not None:
        if "open" in policy.hidden_builtins:
            raise ValueError(
                "files: scripts have no open() under this policy; make the VM with "
                "policy=Policy().show('open')"
            )
        fields["files"] = pack_files(files)
        fields["files_quota"] = _UNLIMITED if limits.disk is None else limits.disk
    if deterministic is not None:
        if not isinstance(deterministic, Determinism):
            raise TypeError("deterministic: expected Determinism(seed, start_time)")
        if limits.steps is None:
            raise ValueError("deterministic: the run needs a limit on steps, which are its time")
        fields["deterministic"] = True
        fields["seed"] = deterministic.seed
        fields["start_time"] = int(deterministic.start_time * 1e9)
    return fields
