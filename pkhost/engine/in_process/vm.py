"""A VM in this process."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, NoReturn

from ...errors import EngineError, InvalidLimit, VMClosedError
from ..outcome import Event, Outcome, Stream, View
from . import asking
from .binding import Binding
from .handle import Closed, Handle, owned
from .reading import read_outcome, read_traceback
from .request import Request

if TYPE_CHECKING:
    from ..interface import Answers, EngineSnapshot
    from ..job import Job
    from .snapshot import InProcessSnapshot

__all__ = ["InProcessVM"]


class InProcessVM(Handle):
    """A VM in this process: see :class:`EngineVM`, which says what its methods do."""

    __slots__ = ("_answers", "_binding", "_events", "_lib", "_request")

    _closed = Closed(VMClosedError, "this VM is closed; make a new one")

    def __init__(self, binding: Binding, memory: int, policy: bytes) -> None:
        """See :meth:`Engine.new_vm`."""
        ffi, lib = binding.ffi, binding.lib

        def make(variable: Any) -> None:
            message = ffi.new("char[256]")
            lib.pkhost_vm_new(variable, memory, policy, len(policy), message, len(message))
            if variable[0] == ffi.NULL:
                reason = ffi.string(message).decode("utf-8", "replace")
                if lib.pkhost_least_memory() <= memory <= lib.pkhost_most_memory():
                    raise EngineError(reason)
                raise InvalidLimit("memory", reason)

        super().__init__(binding, "vm", make)
        self._binding = binding
        self._lib = lib
        self._events = binding.events
        self._request = Request(binding)
        self._answers: Answers | None = None

    # ---- what scripts ask the host

    def attach(self, answers: Answers) -> None:
        if self._answers is answers:
            return
        lib, vm = self._lib, self._kept.thing
        # It compares addresses, so it need not keep the VM alive.
        address = self._binding.ffi.cast("pkhost_vm *", vm)
        answers.is_asked_here = functools.partial(lib.pkhost_vm_is_here, address)
        self._request.struct.token = asking.enrol(self)
        self._used = answers.direct, answers.gave, answers.raised
        lib.pkhost_vm_direct_calls(vm, *map(id, self._used))
        self._answers = answers  # the last step: what is begun only is begun again

    def answer(self, function: int, data: bytes) -> bytes | None:
        """What the host says to its script; ``None`` stops the script."""
        return None if self._answers is None else self._answers.answer(function, data)

    def reply(self, answer: bytes) -> bool:
        """Give the engine an answer that is too long for the room that it gave; ``False`` if
        the VM has been closed meanwhile, which stops the script."""
        kept = self._kept
        if isinstance(kept, Closed):
            return False
        self._lib.pkhost_vm_reply(kept.thing, answer, len(answer))
        return True

    # ---- runs

    def start(self, job: Job) -> None:
        keep = self._request.fill(job)
        code = self._lib.pkhost_vm_start(self._kept.thing, self._request.struct)
        del keep
        if code not in self._events:
            self._refuse(code)

    def run(self, job: Job) -> Event:
        keep = self._request.fill(job)
        code = self._lib.pkhost_vm_run(self._kept.thing, self._request.struct)
        del keep
        event = self._events.get(code)
        return self._refuse(code) if event is None else event

    def _refuse(self, code: int) -> NoReturn:
        if code == self._lib.PKHOST_TOO_LARGE:
            raise InvalidLimit(
                "memory",
                f"{self._request.struct.memory} bytes for this run are more than the VM was made "
                "with; make the VM with larger limits",
            )
        self._binding.refuse(code)

    def wait(self, timeout: float | None = None) -> Event:
        nanoseconds = self._nanoseconds(timeout)
        code = self._lib.pkhost_vm_wait(self._kept.thing, nanoseconds)
        event = self._events.get(code)
        return self._refuse(code) if event is None else event

    def _nanoseconds(self, timeout: float | None) -> int:
        if timeout is None:
            return int(self._lib.PKHOST_UNLIMITED)
        return max(0, int(timeout * 1e9))

    def outcome(self) -> Outcome:
        vm = self._kept.thing
        return read_outcome(self._binding, self._lib.pkhost_vm_outcome(vm), self._request.kind)

    def running(self) -> bool:
        return bool(self._lib.pkhost_vm_running(self._kept.thing))

    def interrupt(self) -> bool:
        return bool(self._lib.pkhost_vm_interrupt(self._kept.thing))

    def halt(self) -> bool:
        return bool(self._lib.pkhost_vm_halt(self._kept.thing))

    def stopping(self) -> bool:
        return bool(self._lib.pkhost_vm_stopping(self._kept.thing))

    # ---- input and output

    def take_output(self, stream: Stream, size: int = 65536) -> bytes:
        ffi, number = self._binding.ffi, self._binding.streams[stream]
        buffer = ffi.new("char[]", size)
        taken = self._lib.pkhost_vm_take_output(self._kept.thing, number, buffer, size)
        return bytes(ffi.buffer(buffer, taken))

    def give_input(self, data: bytes) -> None:
        self._lib.pkhost_vm_give_input(self._kept.thing, data, len(data))

    def leave_wakeup(self) -> None:
        self._lib.pkhost_vm_leave_wakeup(self._kept.thing)

    # ---- pauses

    def pause(self) -> bool:
        return bool(self._lib.pkhost_vm_pause(self._kept.thing))

    def paused(self) -> bool:
        return bool(self._lib.pkhost_vm_paused(self._kept.thing))

    def go_on(self, steps: int | None, by_line: bool = False) -> bool:
        lib = self._lib
        code = lib.pkhost_vm_go_on(
            self._kept.thing, lib.PKHOST_UNLIMITED if steps is None else steps, by_line
        )
        if code in (lib.PKHOST_NOT_RUNNING, lib.PKHOST_NOT_PAUSED):
            return False
        self._binding.check(code)
        return True

    def wait_resumed(self, timeout: float | None = None) -> None:
        self._lib.pkhost_vm_wait_resumed(self._kept.thing, self._nanoseconds(timeout))

    def inspect(self) -> View | None:
        binding = self._binding
        variable = owned(binding, "view")
        self._lib.pkhost_vm_inspect(variable, self._kept.thing)
        view = variable[0]
        if view == binding.ffi.NULL:
            return None
        return View(
            read_traceback(binding, view.traceback, view.traceback_size),
            binding.ffi.unpack(view.variables, view.variables_size),
        )

    # ---- between runs

    def reset(self) -> None:
        self._binding.check(self._lib.pkhost_vm_reset(self._kept.thing))

    def rebase(self) -> None:
        self._binding.check(self._lib.pkhost_vm_rebase(self._kept.thing))

    def restores(self) -> int:
        return int(self._lib.pkhost_vm_restores(self._kept.thing))

    def snapshot(self) -> InProcessSnapshot:
        return _snapshot_type()(self._binding, self._kept.thing)

    def restore(self, snapshot: EngineSnapshot) -> None:
        vm = self._kept.thing
        if not isinstance(snapshot, _snapshot_type()):
            raise ValueError("this snapshot was taken of a VM of another engine")
        self._binding.check(self._lib.pkhost_snapshot_restore(snapshot._kept.thing, vm))

    def memory_in_use(self) -> int:
        return int(self._lib.pkhost_vm_memory(self._kept.thing))

    # ---- the end

    def refuse_runs(self) -> None:
        self._lib.pkhost_vm_close(self._kept.thing)

    # ---- for tests

    def fail_allocation(self, countdown: int) -> None:
        self._lib.pkhost_vm_fail_allocation(self._kept.thing, countdown)

    def check_memory(self) -> str | None:
        ffi = self._binding.ffi
        wrong = self._lib.pkhost_vm_check_region(self._kept.thing)
        return None if wrong == ffi.NULL else str(ffi.string(wrong).decode())


@functools.cache
def _snapshot_type() -> type[InProcessSnapshot]:
    from .snapshot import InProcessSnapshot  # most VMs have none

    return InProcessSnapshot
