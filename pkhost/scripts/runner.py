"""Runs one script in a fresh VM."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from .._ownership import Cleanup
from ..limits import Limits
from ..results import ScriptResult
from .dialect import dialect_of
from .driver import RunDriver, stop
from .isolation import Place, place_of
from .options import checked, execute, instance
from .policy import Policy
from .source import encode_source

if TYPE_CHECKING:
    from collections.abc import Iterable

    from typing_extensions import Unpack

    from ..engine.dialect import Dialect
    from ..engine.interface import EngineVM
    from ..engine.isolation import Isolation
    from .options import RunOptions

__all__ = ["run_script"]

_DEFAULT_LIMITS = Limits()
_DEFAULT_POLICY = Policy()

# VMs in this process that are as new, by what they were made with, for the next caller.
# Making one takes a millisecond, putting one back some microseconds.  Each operation on them is one
# step: threads need no lock, and Ctrl-C leaves none taken.
_KEEP = 4
_Kind = tuple[int, Policy, "Dialect"]
_idle: dict[_Kind, list[EngineVM]] = {}


def _take(place: Place, kind: _Kind) -> EngineVM:
    """A VM as new.  In a process of its own that is one which no run has had: the engine
    makes some ahead."""
    if place.isolation == "thread":
        try:
            return _idle[kind].pop()
        except (KeyError, IndexError):
            pass
    return place.new_vm(*kind)


def _give_back(place: Place, kind: _Kind, engine_vm: EngineVM) -> None:
    if place.isolation == "process":
        engine_vm.close()
        return
    if sum(map(len, tuple(_idle.values()))) >= _KEEP:
        # Rather the kind that is in use now than one that was.
        for key in tuple(_idle):
            if key != kind:
                _idle.pop(key, None)
    kept = _idle.setdefault(kind, [])
    if len(kept) < _KEEP:
        kept.append(engine_vm)


def run_script(
    source: str | bytes,
    *,
    filename: str = "main.py",
    limits: Limits | None = None,
    policy: Policy | None = None,
    dialect: Dialect | None = None,
    isolation: Isolation | None = None,
    require: str | Iterable[str] = (),
    **options: Unpack[RunOptions],
) -> ScriptResult:
    """Run a script in a fresh VM and a process of its own, and return its result.

    >>> import pkhost
    >>> pkhost.run_script("print(6 * 7)").stdout
    '42\\n'
    >>> pkhost.run_script("while True: pass", limits=pkhost.Limits(steps=1000)).status
    <Status.STEPS: 'steps'>

    Nothing of a script is left for the next one: no other run has had its process, and
    none will.  Processes are made ahead, so that this does not wait for one.  You can call
    this from many threads at the same time.  A script that fails raises nothing: see
    ``result.status``.

    What to run:

    :param source: the script, as text or as UTF-8 bytes.
    :param filename: str, default ``"main.py"``: the name of the script in tracebacks.
    :param limits: :class:`Limits`, default ``Limits()``.
    :param policy: :class:`Policy`, default ``Policy()``, which is closed: which of
        PocketPy's own modules the script may import, and which builtins it sees.
    :param dialect: ``"python"``, the default, or ``"pocketpy"``: the language that the
        script is in (see :class:`VM`, which has both in full).
    :param isolation: ``"process"``, the default, or ``"thread"``: where the script runs
        (see :class:`VM`, which has both in full).  ``"thread"`` is for authors whom you
        trust not to attack this process.
    :param require: names of protections, default none: those without which the script is
        not to be run.  ``result.protections`` has what was on.
    :param inputs: a mapping of names to values, default none: globals that are set
        before the script begins (see :meth:`VM.set`).
    :param files: a mapping of names to contents, default no files at all: the files in
        memory that ``open()`` finds.  A content is text, bytes, or the path object of a
        file whose content is read first.  The script cannot reach the disk.  The files
        that it writes are in ``result.files``.  Their quota is ``limits.disk``.  The
        policy of a VM must show ``open``; ``run_script`` shows it.
    :param deterministic: :class:`Determinism`, default ``None``: makes the run the
        same, byte for byte, whenever and wherever it is repeated.
    :param interactive: bool, default false: print the value of every expression that
        is a statement, as a Python prompt does.  Then ``result.value`` is ``None``;
        otherwise it is the value of the last statement, if that is an expression.

    Input and output:

    :param stdin: what the script can read, default nothing: ``None``; text or bytes; a
        path object; a file object; an iterable of text or bytes; or a function,
        ``answer(stdout)`` or ``answer(stdout, stderr)``.  The function is called when
        the script asks for more input, with everything that the script has printed
        since the last answer.  It returns text or bytes; ``None`` or empty text is the
        end of input.
    :param on_stdout: a function with one text as parameter, or a file object, default
        ``None``: gets the standard output while the script runs, several lines at a
        time.  The result has all of the output nevertheless.
    :param on_stderr: the same for the standard error.
    :param on_output: the old name of both: a function with two parameters,
        ``"stdout"`` or ``"stderr"``, and a text.

    Raises ``ValueError`` or ``TypeError`` for invalid arguments, ``OSError`` for a
    file that cannot be read, ``ProtectionUnavailable`` if a required protection is missing,
    and ``EngineError`` if a VM cannot be made, or scripts cannot be isolated on this
    machine.  An exception in a function that was given here stops the script and is raised.
    """
    limits = instance("limits", limits, Limits, _DEFAULT_LIMITS)
    policy = instance("policy", policy, Policy, _DEFAULT_POLICY)
    language = dialect_of(dialect)
    given = checked(
        options,
        also=("policy", "dialect", "isolation", "require"),
        large_integers=language == "python",
    )
    place = place_of(isolation, require)
    if given.files is not None:
        policy = policy.show("open")
    data, refused = encode_source(source, filename, place.home)
    if refused is not None:
        return refused
    is_kept = place.isolation == "thread"
    kind = limits.memory, policy, language
    engine_vm = _take(place, kind)
    with Cleanup(functools.partial(stop, engine_vm), only_on_failure=True):
        driver = RunDriver(engine_vm, None, given)
        job = execute(data, filename, limits, policy, given, reset_after=is_kept)
        result = driver.drive(engine_vm.run(job))
    _give_back(place, kind, engine_vm)
    assert result is not None
    return result
