"""Run one script in a VM that is as new."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import TYPE_CHECKING

from .._ownership import Cleanup
from ..engine.factory import engine
from ..engine.job import Job, Kind
from ..limits import Limits
from ..results import ScriptResult
from .determinism import Determinism, extras
from .driver import OnOutput, RunDriver, instance, stop
from .host_functions import pack_inputs
from .policy import Policy
from .source import encode_source
from .stdin import Stdin, is_nothing, open_stdin

if TYPE_CHECKING:
    from .._files import Content
    from ..engine.interface import EngineVM

__all__ = ["run_script"]

_DEFAULT_LIMITS = Limits()
_DEFAULT_POLICY = Policy()

# VMs that are as new, by memory and policy, for the next caller.  Making one
# takes a millisecond, putting one back some microseconds.  Each operation on
# them is one step: threads need no lock, and Ctrl-C leaves none taken.
_KEEP = 4
_idle: dict[tuple[int, Policy], list[EngineVM]] = {}


def _take(memory: int, policy: Policy) -> EngineVM:
    try:
        return _idle[memory, policy].pop()
    except (KeyError, IndexError):
        return engine().new_vm(memory, policy._words())


def _give_back(memory: int, policy: Policy, native: EngineVM) -> None:
    if sum(map(len, tuple(_idle.values()))) >= _KEEP:
        # Rather the kind that is in use now than one that was.
        for key in tuple(_idle):
            if key != (memory, policy):
                _idle.pop(key, None)
    kept = _idle.setdefault((memory, policy), [])
    if len(kept) < _KEEP:
        kept.append(native)


def run_script(
    source: str | bytes,
    *,
    filename: str = "main.py",
    limits: Limits | None = None,
    policy: Policy | None = None,
    inputs: Mapping[str, object] | None = None,
    stdin: Stdin = "",
    on_output: OnOutput | None = None,
    files: Mapping[str, Content] | None = None,
    deterministic: Determinism | None = None,
) -> ScriptResult:
    """Run a script in a VM that is as new, and return what it leaves behind.

    >>> import pkhost
    >>> pkhost.run_script("print(6 * 7)").stdout
    '42\\n'
    >>> pkhost.run_script("while True: pass", limits=pkhost.Limits(steps=1000)).status
    <Status.STEPS: 'steps'>

    Nothing of one script is left for the next.  The arguments are those of
    :meth:`VM.run`; ``limits`` defaults to ``Limits()`` and ``policy`` to
    ``Policy()``, which is closed.  Safe to call from many threads at a time.

    Raises ``ValueError`` or ``TypeError`` for arguments that make no sense,
    ``EngineError`` if a VM cannot be made.
    """
    limits = instance("limits", limits, Limits, _DEFAULT_LIMITS)
    policy = instance("policy", policy, Policy, _DEFAULT_POLICY)
    if files is not None:
        policy = policy.show("open")
    data, refused = encode_source(source, filename)
    if refused is not None:
        return refused
    given, ask = (b"", None) if is_nothing(stdin) else open_stdin(stdin)
    payload = b""
    if inputs:
        payload = pack_inputs(inputs)
    native = _take(limits.memory, policy)
    with Cleanup(functools.partial(stop, native), only_on_failure=True):
        driver = RunDriver(native, None, ask, on_output)
        job = Job(
            data,
            filename,
            limits,
            Kind.EXECUTE,
            payload,
            given,
            ask is not None,
            driver.streams,
            want_value=True,
            reset_after=True,
            **extras(policy, limits, files, deterministic),
        )
        result = driver.drive(native.run(job))
    _give_back(limits.memory, policy, native)
    assert result is not None
    return result
