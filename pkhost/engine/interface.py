"""What an engine does for the rest of pkhost.

Its VMs have one of several homes: this process or others.  So nothing here speaks of
pointers or descriptors of the engine's own; what crosses is packed bytes and plain
data.  ``tests/engine/test_engine_interface.py`` and ``test_engine_interface_host.py``
beside it hold every home to it.

All methods may be called from any thread.  Of those that change a VM (``start``,
``run``, ``reset``, ``rebase``, ``snapshot``, ``restore``) one may be under way at a
time; the others raise ``VMBusyError`` then, and do nothing.  A signal handler of
Python's may raise an exception at any step: nothing is lost by that, and every
method can be called again.

In the child of a fork a VM is what it was in the parent.  A paused run of a VM in this
process can go on in both.  Any other run goes on in the parent only: in the child it has
ended as ``INTERRUPTED``, and its VM is put back to what it is when new.
``tests/engine/test_engine_fork.py`` has this, and for VMs in other processes
``tests/isolation/test_isolation_life_forks.py``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from .dialect import Dialect
    from .isolation import Isolation
    from .job import Job
    from .outcome import Event, Outcome, Stream, View
    from .wakeup import EngineWakeup

__all__ = ["Answers", "Engine", "EngineSnapshot", "EngineVM", "Home"]


class Answers(Protocol):
    """What does the things that a script asks of the host.

    All but ``is_asked_here`` are called while the script waits: on a thread of the engine's,
    or on the thread that waits for the run, which may be the main thread, so that a signal
    handler may raise an exception in them.  A reply of ``None`` stops the script.
    """

    direct: list[Callable[..., Any] | None]
    """By number: a function that takes what the script gave, in this order, and
    can be called without :meth:`answer`; ``None`` if it cannot."""

    stopped_by: BaseException | None
    """What :meth:`answer`, :meth:`gave` or :meth:`raised` raised itself, which has stopped
    the script.  The run is to raise it."""

    is_asked_here: Callable[[], bool]
    """Whether this thread is in a function that the script waits for.  Set by
    :meth:`EngineVM.attach`."""

    def answer(self, function: int, data: bytes) -> bytes | None:
        """Call a function, by its number, with packed arguments; the reply."""

    def gave(self, value: Any) -> bytes | None:
        """The reply for what a function gave."""

    def raised(self, error: BaseException) -> bytes | None:
        """The reply for what a function raised."""


class EngineSnapshot(Protocol):
    """A copy of a VM."""

    size: int
    """Bytes of memory that it takes up."""

    def close(self) -> None:
        """Give the memory back.  Harmless when closed already; it is done, too, when
        nobody refers to the snapshot any more."""


class EngineVM(Protocol):
    """One VM.

    A run under way keeps no reference to its VM: when nobody refers to the VM any
    more, its run is interrupted, and all that it holds is given back.
    """

    # ---- runs

    def attach(self, answers: Answers) -> None:
        """Let scripts ask the host, from the next run on; the same again does nothing."""

    def start(self, job: Job) -> None:
        """Begin a run.

        Raises ``VMBusyError``, ``VMClosedError``, ``InvalidLimit`` if ``job.limits.memory``
        is more than the VM has, ``EngineError`` if the system lacks what a run needs.
        """

    def run(self, job: Job) -> Event:
        """:meth:`start`, and :meth:`wait` for the first event; in one step, for short runs."""

    def wait(self, timeout: float | None = None) -> Event:
        """Wait for the next event, at most ``timeout`` seconds.  Does not hold the GIL.

        ``DONE`` if there is no run under way.
        """

    def outcome(self) -> Outcome:
        """How the last run ended.  To be called after ``DONE``, before the next run."""

    def running(self) -> bool:
        """Whether a run is under way, paused or not."""

    def interrupt(self) -> bool:
        """Ask the run to stop, and return at once; whether there was one."""

    def halt(self) -> bool:
        """Interrupt the run, if there is one, and wait for its end, whatever signals come.

        ``False`` if it has not ended within a tenth of a second, for signals to be
        seen to; call again.
        """

    def stopping(self) -> bool:
        """Whether a run is under way that has been told to stop, by whatever reason."""

    # ---- input and output

    def take_output(self, stream: Stream, size: int = 65536) -> bytes:
        """Take up to ``size`` bytes of what was written; nothing if all is taken."""

    def give_input(self, data: bytes) -> None:
        """Give the script more to read; nothing is the end of its input."""

    def leave_wakeup(self) -> None:
        """Tell the wakeup that the last job named nothing more, which has then one user less."""

    # ---- pauses

    def pause(self) -> bool:
        """Ask the run to pause, and return at once; whether there is one that can."""

    def paused(self) -> bool:
        """Whether the run is paused."""

    def go_on(self, steps: int | None, by_line: bool = False) -> bool:
        """Let a paused run go on, for so many steps (``None``: for all that it may use) or
        until it comes to another line.

        ``False`` if there is no run, or it is not paused; ``EngineError`` as :meth:`start`.
        """

    def wait_resumed(self, timeout: float | None = None) -> None:
        """Wait, at most ``timeout`` seconds, until a paused run goes on; may come back
        before, for signals to be seen to."""

    def inspect(self) -> View | None:
        """Where a paused run is, and its variables there; ``None`` if it is not paused.
        The run takes no notice."""

    # ---- between runs

    def reset(self) -> None:
        """Put the VM back to what it was when new."""

    def renew(self) -> None:
        """:meth:`reset`, for somebody whom the last user of the VM must not reach: a VM in
        another process has one afterwards that nobody has used."""

    def rebase(self) -> None:
        """Take the VM as it is now for what it is when new.  ``EngineError`` if memory
        is short."""

    def restores(self) -> int:
        """How often the VM was put back to what it is when new, by whatever reason."""

    def snapshot(self) -> EngineSnapshot:
        """A copy of the VM as it is now; ``EngineError`` if memory is short."""

    def restore(self, snapshot: EngineSnapshot) -> None:
        """Put the VM back to what it was; ``ValueError`` for another VM's snapshot."""

    def memory_in_use(self) -> int:
        """Bytes of the VM's memory in use."""

    def protections(self) -> dict[str, str]:
        """What confines the VM: see :meth:`Home.protections`.  Also of a closed one."""

    # ---- the end

    def refuse_runs(self) -> None:
        """Let no more runs begin: they raise ``VMClosedError``.  One under way goes on."""

    def close(self) -> None:
        """Give back what the VM holds; a run under way is interrupted, and not waited for.

        Every method but this one raises ``VMClosedError`` afterwards.  A call that is
        under way in another thread comes to its end first.  Harmless when closed already.
        """

    # ---- for tests

    def fail_allocation(self, countdown: int) -> None:
        """Let the ``countdown``-th request for memory from now on fail; 0: none."""

    def check_memory(self) -> str | None:
        """Check the bookkeeping of the VM's memory; what is wrong, or ``None``."""


class Home(Protocol):
    """Where VMs are: in this process, or in others."""

    def new_vm(
        self,
        memory: int,
        policy: bytes,
        group: str | None = None,
        dialect: Dialect | None = None,
    ) -> EngineVM:
        """Make a VM of ``memory`` bytes.

        ``policy`` is a sequence of words, each ended by NUL: ``+module`` (may be
        imported), ``*`` (every module may), ``-name`` (this builtin is removed).

        ``group`` is for VMs in other processes: all VMs of one group are in one process.
        Without one each has a process of its own.  In this process it is ``None``.

        ``dialect`` is the language of the VM's scripts, from its making on; ``None``:
        ``DEFAULT_DIALECT``, as it is now.

        Raises ``InvalidLimit`` for a size that no VM has, ``EngineError`` if it is not
        possible for another reason.
        """

    def protections(self) -> dict[str, str]:
        """What confines the VMs of this home, by name: ``"on"``, or the reason why not.
        Of the home; not to be changed.

        Raises ``EngineError`` if no VM can be made here.
        """

    def worker_count(self) -> int:
        """How many threads or processes run scripts, or wait for some."""


class Engine(Protocol):
    """What runs scripts, and what is the same for all of its homes."""

    def home(self, isolation: Isolation) -> Home:
        """A place for VMs.  ``EngineError`` if there are none there on this machine."""

    def new_wakeup(self) -> EngineWakeup:
        """Make a wakeup for runs of any VMs, whatever their home.  ``EngineError`` if the
        system has no descriptor or memory for one."""

    def constant(self, name: str) -> int:
        """A number that both sides keep: see ``constants.py``."""

    def is_plain(self, packed: bytes, levels: int) -> bool:
        """Whether what was packed holds no integer beyond 64 bits, no NaN and no extension
        type but the engine's, and is nested to no more than so many levels."""

    def memory_bounds(self) -> tuple[int, int]:
        """The least and the most bytes of memory that a VM can be made with."""

    def pocketpy_version(self) -> str:
        """The version of PocketPy that runs the scripts."""
