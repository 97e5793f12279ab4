"""A VM of either home."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NoReturn

from ...errors import EngineError, InvalidLimit, VMClosedError
from ..outcome import Event, Outcome, Stream, View
from . import asking
from .binding import Binding
from .functions import Functions
from .handle import Closed, Handle, owned
from .reading import read_outcome, read_traceback
from .request import Request

if TYPE_CHECKING:
    from ..interface import Answers, EngineSnapshot
    from ..job import Job
    from .snapshot import ExtensionSnapshot

__all__ = ["ExtensionVM"]


# Bytes of the reason why a VM can have no process; a longer one is cut.
_REASON_MOST = 1000


class ExtensionVM(Handle):
    """A VM of either home: see :class:`EngineVM`, which says what its methods do."""

    __slots__ = ("_answers", "_binding", "_events", "_functions", "_protections", "_request")

    _closed = Closed(VMClosedError, "this VM is closed; make a new one")

    def __init__(
        self,
        binding: Binding,
        functions: Functions,
        memory: int,
        make: Callable[[Any, Any], object],
        protections: Callable[[], dict[str, str]],
    ) -> None:
        """See :meth:`Home.new_vm`.

        ``make`` puts a VM of ``memory`` bytes into the variable that it is given first, or
        leaves ``NULL`` there and the reason in the text that it is given second.
        ``protections`` gives those of its home.
        """
        ffi, lib = binding.ffi, binding.lib

        def make_or_raise(variable: Any) -> None:
            message = ffi.new("char[512]")
            make(variable, message)
            if variable[0] == ffi.NULL:
                reason = ffi.string(message).decode("utf-8", "replace")
                if lib.pkhost_least_memory() <= memory <= lib.pkhost_most_memory():
                    raise EngineError(reason)
                raise InvalidLimit("memory", reason)

        super().__init__(binding, functions.vm_type, make_or_raise)
        self._binding = binding
        self._functions = functions
        self._events = binding.events
        self._protections = protections()
        self._request = Request(binding)
        self._answers: Answers | None = None

    # ---- what scripts ask the host

    def attach(self, answers: Answers) -> None:
        if self._answers is answers:
            return
        functions, vm = self._functions, self._kept.thing
        # It compares addresses, so it need not keep the VM alive.
        address = self._binding.ffi.cast(f"pkhost_{functions.vm_type} *", vm)
        answers.is_asked_here = functools.partial(functions.is_here, address)
        self._request.struct.token = asking.enrol(self)
        self._used = direct = answers.direct, answers
        functions.direct_calls(vm, *map(id, direct))
        self._answers = answers  # the last step: what is begun only is begun again

    def answer(self, function: int, data: bytes) -> bytes | None:
        """What the host says to its script; ``None`` stops the script."""
        answers = self._answers
        if answers is None:
            return None
        try:
            return answers.answer(function, data)
        except BaseException as error:
            answers.stopped_by = error
            return None

    def reply(self, answer: bytes) -> bool:
        """Give the engine an answer that is too long for the room that it gave; ``False`` if
        the VM has been closed meanwhile, which stops the script."""
        kept = self._kept
        if isinstance(kept, Closed):
            return False
        self._functions.reply(kept.thing, answer, len(answer))
        return True

    # ---- runs

    def start(self, job: Job) -> None:
        keep = self._request.fill(job)
        code = self._functions.start(self._kept.thing, self._request.struct)
        del keep
        if code not in self._events:
            self._refuse(code)

    def run(self, job: Job) -> Event:
        keep = self._request.fill(job)
        code = self._functions.run(self._kept.thing, self._request.struct)
        del keep
        event = self._events.get(code)
        return self._refuse(code) if event is None else event

    def _refuse(self, code: int) -> NoReturn:
        if code == self._binding.lib.PKHOST_TOO_LARGE:
            raise InvalidLimit(
                "memory",
                f"{self._request.struct.memory} bytes for this run are more than the VM was made "
                "with; make the VM with larger limits",
            )
        lib, why = self._binding.lib, self._functions.why
        if why is not None and code in (lib.PKHOST_NO_MEMORY, lib.PKHOST_NO_THREAD):
            message = self._binding.ffi.new("char[]", _REASON_MOST)
            why(self._kept.thing, message, len(message))
            reason = self._binding.ffi.string(message).decode("utf-8", "replace")
            if reason:
                raise EngineError(reason)
        self._binding.refuse(code)

    def _check(self, code: int) -> None:
        if code not in self._events:
            self._refuse(code)

    def wait(self, timeout: float | None = None) -> Event:
        nanoseconds = self._nanoseconds(timeout)
        code = self._functions.wait(self._kept.thing, nanoseconds)
        event = self._events.get(code)
        return self._refuse(code) if event is None else event

    def _nanoseconds(self, timeout: float | None) -> int:
        if timeout is None:
            return int(self._binding.lib.PKHOST_UNLIMITED)
        return max(0, int(timeout * 1e9))

    def outcome(self) -> Outcome:
        vm = self._kept.thing
        struct = self._functions.outcome(vm)
        return read_outcome(self._binding, struct, self._request.kind, self._protections)

    def running(self) -> bool:
        return bool(self._functions.running(self._kept.thing))

    def interrupt(self) -> bool:
        return bool(self._functions.interrupt(self._kept.thing))

    def halt(self) -> bool:
        return bool(self._functions.halt(self._kept.thing))

    def stopping(self) -> bool:
        return bool(self._functions.stopping(self._kept.thing))

    # ---- input and output

    def take_output(self, stream: Stream, size: int = 65536) -> bytes:
        ffi, number = self._binding.ffi, self._binding.streams[stream]
        buffer = ffi.new("char[]", size)
        taken = self._functions.take_output(self._kept.thing, number, buffer, size)
        return bytes(ffi.buffer(buffer, taken))

    def give_input(self, data: bytes) -> None:
        self._functions.give_input(self._kept.thing, data, len(data))

    def leave_wakeup(self) -> None:
        self._functions.leave_wakeup(self._kept.thing)

    # ---- pauses

    def pause(self) -> bool:
        return bool(self._functions.pause(self._kept.thing))

    def paused(self) -> bool:
        return bool(self._functions.paused(self._kept.thing))

    def go_on(self, steps: int | None, by_line: bool = False) -> bool:
        lib = self._binding.lib
        code = self._functions.go_on(
            self._kept.thing, lib.PKHOST_UNLIMITED if steps is None else steps, by_line
        )
        if code in (lib.PKHOST_NOT_RUNNING, lib.PKHOST_NOT_PAUSED):
            return False
        self._check(code)
        return True

    def wait_resumed(self, timeout: float | None = None) -> None:
        self._functions.wait_resumed(self._kept.thing, self._nanoseconds(timeout))

    def inspect(self) -> View | None:
        binding = self._binding
        variable = owned(binding, "view")
        self._functions.inspect(variable, self._kept.thing)
        view = variable[0]
        if view == binding.ffi.NULL:
            return None
        return View(
            read_traceback(binding, view.traceback, view.traceback_size),
            binding.ffi.unpack(view.variables, view.variables_size),
        )

    # ---- between runs

    def reset(self) -> None:
        self._check(self._functions.reset(self._kept.thing))

    def renew(self) -> None:
        self._check(self._functions.renew(self._kept.thing))

    def rebase(self) -> None:
        self._check(self._functions.rebase(self._kept.thing))

    def restores(self) -> int:
        return int(self._functions.restores(self._kept.thing))

    def snapshot(self) -> ExtensionSnapshot:
        return _snapshot_type()(self._binding, self._functions, self._kept.thing, self._check)

    def restore(self, snapshot: EngineSnapshot) -> None:
        vm = self._kept.thing
        functions = self._functions
        if not isinstance(snapshot, _snapshot_type()) or snapshot.functions is not functions:
            raise ValueError("this snapshot was taken of another VM")
        self._check(functions.snapshot_restore(snapshot._kept.thing, vm))

    def memory_in_use(self) -> int:
        return int(self._functions.memory(self._kept.thing))

    # ---- the end

    def refuse_runs(self) -> None:
        self._functions.close(self._kept.thing)

    def protections(self) -> dict[str, str]:
        return self._protections

    # ---- for tests

    def fail_allocation(self, countdown: int) -> None:
        self._functions.fail_allocation(self._kept.thing, countdown)

    def check_memory(self) -> str | None:
        ffi = self._binding.ffi
        wrong = self._functions.check_region(self._kept.thing)
        return None if wrong == ffi.NULL else str(ffi.string(wrong).decode())


@functools.cache
def _snapshot_type() -> type[ExtensionSnapshot]:
    from .snapshot import ExtensionSnapshot  # most VMs have none

    return ExtensionSnapshot
