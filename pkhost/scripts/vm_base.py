"""The common base of the parts of a VM: its state, its turns, and how it gets work.

:class:`pkhost.VM` is made of this and of the classes in the other ``vm_*.py``, which
each add methods for one purpose.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from .._keywords import truth
from .._ownership import Stock
from ..engine.job import Job, Kind
from ..errors import EngineError, VMBusyError, VMClosedError
from ..limits import Limits
from ..results import ResultError, ScriptResult
from ..status import Status
from .after_fork import renew_in_child
from .dialect import dialect_of
from .driver import RunDriver, stop
from .host_functions import HostTable, Importer
from .isolation import place_of
from .options import Options, execute, function_or_none, instance
from .policy import Policy
from .run import ScriptRun
from .values import pack_all

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .._ownership import Lease, Why
    from ..engine.dialect import Dialect
    from ..engine.interface import EngineVM
    from ..engine.isolation import Isolation

__all__ = ["VMBase"]


class VMBase:
    """A VM's state and the one turn to use it; see :class:`VM`."""

    def __init__(
        self,
        *,
        limits: Limits | None = None,
        policy: Policy | None = None,
        modules: Mapping[str, str | bytes] | None = None,
        importer: Importer | None = None,
        count_host_time: bool = True,
        dialect: Dialect | None = None,
        isolation: Isolation | None = None,
        group: str | None = None,
        require: str | Iterable[str] = (),
    ) -> None:
        """Make a VM.  That takes about a millisecond, or less if a process was made ahead.

        ``limits`` (default ``Limits()``) hold for every run that has no limits of its
        own.  ``limits.memory`` is the size of the VM's memory region, between 2 MiB and
        3.75 GiB.  It cannot be changed later.  The VM takes up only the memory that it
        uses.  ``policy`` (default ``Policy()``, which is closed) says which of
        PocketPy's own modules may be imported.

        ``modules`` maps names to the source of further modules.  A name can have dots;
        the part before a dot is a package.  ``importer`` is called with the name of
        every module that is not found otherwise.  It returns the module's source, or
        ``None``.  An exception in it stops the script, and the run raises it.

        ``count_host_time`` says whether the time of host functions counts as wall
        time.  It never counts as CPU time.

        ``dialect`` says what language scripts are in, and cannot be changed later:

        ``"python"``
            The default: Python as CPython 3.11 has it, compiled by a compiler of pkhost's own.

        ``"pocketpy"``
            PocketPy's own dialect of Python, compiled and run as PocketPy does.

        ``isolation`` says where scripts run:

        ``"process"``
            The default: in a process that the kernel confines.  It has no files, no
            network, nothing of this process's memory, and can do nothing but compute
            and talk to this process.  The VM has that process for its life, and no
            other VM is in it.  A script that ends it has crashed (``CRASHED``), and
            the VM continues in a new one.

        ``"thread"``
            On a thread of this process.  A script that finds an unknown hole in
            PocketPy has this process's memory and rights.  Use it only for authors
            whom you trust not to attack.

        What a script does, its results, steps and limits are the same in both.  If this
        machine cannot isolate scripts, that is an ``EngineError`` that says what is
        missing, and never the other place instead.

        ``group`` (default ``None``: no group) names VMs that may share one process, since
        their authors trust each other, such as the macros of one user.  All VMs of this
        process with the same name share, so they count as one process, whatever their
        number, up to 4,095.  A script that takes that process over has all of them, and a
        process that ends crashes the runs of all of them.

        ``require`` (default: none) has names of protections (see
        :data:`pkhost.PROTECTIONS`) without which no VM is to be made.  Every protection
        that this machine has is on in any case; ``result.protections`` lists them.

        Raises ``ValueError`` if ``limits.memory`` is not between 2 MiB and 3.75 GiB,
        ``ValueError`` or ``TypeError`` for other arguments that make no sense, such as a
        ``group`` together with ``isolation="thread"``, ``ProtectionUnavailable`` if a
        required protection is missing, and ``EngineError`` if a VM cannot be made for
        another reason.
        """
        self._limits = instance("limits", limits, Limits, Limits())
        self._merged = self._limits, self._limits
        self._policy = instance("policy", policy, Policy, Policy())
        self._dialect = dialect_of(dialect)
        self._has_large_integers = self._dialect == "python"
        self._place = place_of(isolation, require, group)
        engine_vm = self._place.new_vm(self._limits.memory, self._policy, self._dialect)
        self._engine_vm: EngineVM | None = engine_vm
        self._closed = False
        self._table = HostTable(large_integers=self._has_large_integers)
        self._table.add_modules({} if modules is None else modules)
        self._table.importer = function_or_none("importer", importer)
        self._spare_host_time = not truth("count_host_time")(count_host_time)
        if self._table.has_importer:
            engine_vm.attach(self._table)
        # The turn is taken while a run is prepared, and during the whole of a run().
        self._turn = Stock((engine_vm,))
        renew_in_child(self)
        self._last: ScriptRun | None = None
        self._pristine = False  # for a pool: nobody has used it since its setup
        # Functions that the VM has, and would not have when it is next made new.
        self._exposed: list[bytes] = []
        # How often the VM had been made new when that list was empty.
        self._exposed_at = engine_vm.restores()

    def _renew_locks(self) -> None:
        self._turn.forked()

    def _open(self) -> EngineVM:
        engine_vm = self._engine_vm
        if engine_vm is None or self._closed:
            raise VMClosedError("this VM is closed; make a new one")
        return engine_vm

    def _claim(
        self,
        on_failure: Callable[[], object] | None = None,
        gone: Callable[[], bool] | None = None,
    ) -> Lease[EngineVM]:
        """The VM, for one user at a time: ``with self._claim() as engine_vm``.

        An exception in the block stops the script, or calls ``on_failure()``.
        A user that is ``gone()`` loses the VM.
        """
        self._open()
        return self._turn.lease(
            timeout=0,
            unavailable=self._refuse,
            begin=self._settle,
            on_failure=on_failure or self._stop,
            gone=gone,
        )

    def _refuse(self, _why: Why) -> None:
        self._table.refuse_inside("it cannot be used by a function that its script waits for")
        raise VMBusyError(
            "this VM is running a script in another thread; wait for it or use another VM"
        )

    def _settle(self, engine_vm: EngineVM) -> EngineVM:
        """See to what the last user has left: a result that nobody has fetched, a script
        that nobody has a handle of, a VM that lacks functions."""
        self._open()
        last = self._last
        if last is not None:
            if not last.done():
                raise VMBusyError(
                    "this VM is running a script; wait for it, interrupt it, or use another VM"
                )
            last._settle()
            self._last = None
        elif engine_vm.running():
            stop(engine_vm)
        if self._exposed:
            self._expose_again(engine_vm)
        return engine_vm

    def _stop(self) -> None:
        engine_vm = self._engine_vm
        if engine_vm is not None:
            self._table.cancel()
            stop(engine_vm)

    # -------------------------------------------------------------- what it is given to do

    def _limits_of_a_run(self, given: Limits | None) -> Limits:
        if given is None:
            return self._limits
        # A caller that gives limits usually gives the same ones again and again.
        known, merged = self._merged
        if given is not known:
            merged = instance("limits", given, Limits, self._limits).over(self._limits)
            self._merged = given, merged
        return merged

    def _request(self, kind: Kind, source: bytes, payload: bytes, limits: Limits | None) -> Job:
        self._table.begin()
        return Job(
            source,
            "<host>",
            self._limits_of_a_run(limits),
            kind,
            payload,
            want_value=True,
            spare_host_time=self._spare_host_time,
            has_importer=self._table.has_importer,
        )

    def _job(self, source: bytes, filename: str, limits: Limits | None, options: Options) -> Job:
        """What the engine is given for a script."""
        self._table.begin()
        return execute(
            source,
            filename,
            self._limits_of_a_run(limits),
            self._policy,
            options,
            spare_host_time=self._spare_host_time,
            has_importer=self._table.has_importer,
        )

    def _do(self, engine_vm: EngineVM, job: Job) -> ScriptResult:
        result = RunDriver(engine_vm, self._table).drive(engine_vm.run(job))
        assert result is not None
        return result

    # ------------------------------------------------------- the host's functions in it

    def _tell(self, engine_vm: EngineVM, records: list[bytes]) -> None:
        """Make the host's functions known in the VM; ``ValueError`` for a name that is none."""
        # No code of a script's runs for it, and its limits are not meant.
        limits = self._limits.replace(steps=None, wall_time=None, cpu_time=None)
        job = self._request(Kind.EXPOSE, b"", pack_all(records), limits)
        result = self._do(engine_vm, job)
        if result.status is Status.ERROR and result.error is not None:
            raise ValueError(result.error.message)
        result.check()

    def _expose_again(self, engine_vm: EngineVM) -> None:
        """Give a VM that was made new the functions that came after that, for good.

        If its process is killed meanwhile, they are given to the next one.
        """
        for tries_left in (4, 3, 2, 1, 0):
            restores = engine_vm.restores()
            if restores == self._exposed_at:
                return
            try:
                self._tell(engine_vm, self._exposed)
                engine_vm.rebase()
            except (EngineError, ResultError):
                if not tries_left or engine_vm.restores() == restores:
                    raise
                continue
            if engine_vm.restores() == restores:
                self._exposed_at = restores
                self._exposed.clear()
                return


# An error for a wrong argument begins with the name that users call.
VMBase.__init__.__qualname__ = "VM.__init__"
