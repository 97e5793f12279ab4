"""Results that are not there yet, and tasks, which run coroutines."""

import contextvars
import itertools
import types

from .coroutines import iscoroutine
from .events import get_event_loop, get_running_loop
from .exceptions import CancelledError, InvalidStateError


def isfuture(obj):
    return isinstance(obj, Future)


_PENDING, _CANCELLED, _FINISHED = "PENDING", "CANCELLED", "FINISHED"


class Future:
    """A result that is not there yet."""

    _asyncio_future_blocking = False

    def __init__(self, *, loop=None):
        self._loop = loop if loop is not None else get_event_loop()
        self._state = _PENDING
        self._result = None
        self._exception = None
        self._callbacks = []
        self._cancel_message = None

    def __repr__(self):
        said = self._state.lower()
        if self._state == _FINISHED:
            if self._exception is not None:
                said += f" exception={self._exception!r}"
            else:
                said += f" result={self._result!r}"
        return f"<{type(self).__name__} {said}>"

    __class_getitem__ = classmethod(types.GenericAlias)

    def get_loop(self):
        return self._loop

    def done(self):
        return self._state != _PENDING

    def cancelled(self):
        return self._state == _CANCELLED

    def cancel(self, msg=None):
        if self._state != _PENDING:
            return False
        self._state = _CANCELLED
        self._cancel_message = msg
        self._schedule_callbacks()
        return True

    def _make_cancelled_error(self):
        if self._cancel_message is None:
            return CancelledError()
        return CancelledError(self._cancel_message)

    def result(self):
        if self._state == _CANCELLED:
            raise self._make_cancelled_error()
        if self._state != _FINISHED:
            raise InvalidStateError("Result is not ready.")
        if self._exception is not None:
            raise self._exception
        return self._result

    def exception(self):
        if self._state == _CANCELLED:
            raise self._make_cancelled_error()
        if self._state != _FINISHED:
            raise InvalidStateError("Exception is not set.")
        return self._exception

    def set_result(self, result):
        if self._state != _PENDING:
            raise InvalidStateError(f"{self._state}: {self!r}")
        self._result = result
        self._state = _FINISHED
        self._schedule_callbacks()

    def set_exception(self, exception):
        if self._state != _PENDING:
            raise InvalidStateError(f"{self._state}: {self!r}")
        if isinstance(exception, type):
            exception = exception()
        if isinstance(exception, StopIteration):
            raise TypeError(
                "StopIteration interacts badly with generators and cannot be raised into a Future"
            )
        self._exception = exception
        self._state = _FINISHED
        self._schedule_callbacks()

    def add_done_callback(self, fn, *, context=None):
        if self._state != _PENDING:
            self._loop.call_soon(fn, self, context=context)
        else:
            self._callbacks.append((fn, context))

    def remove_done_callback(self, fn):
        kept = [(f, context) for f, context in self._callbacks if f != fn]
        removed = len(self._callbacks) - len(kept)
        self._callbacks[:] = kept
        return removed

    def _schedule_callbacks(self):
        callbacks, self._callbacks = self._callbacks, []
        for fn, context in callbacks:
            self._loop.call_soon(fn, self, context=context)

    def __await__(self):
        if not self.done():
            self._asyncio_future_blocking = True
            yield self
        if not self.done():
            raise RuntimeError("await wasn't used with future")
        return self.result()

    __iter__ = __await__


def wrap_future(future, *, loop=None):  # noqa: ARG001 - CPython's parameters
    return future


_task_names = itertools.count(1)


class Task(Future):
    """A coroutine that the loop runs."""

    def __init__(self, coro, *, loop=None, name=None, context=None):
        super().__init__(loop=loop)
        if not iscoroutine(coro) and not isinstance(coro, types.GeneratorType):
            raise TypeError(f"a coroutine was expected, got {coro!r}")
        self._name = f"Task-{next(_task_names)}" if name is None else str(name)
        self._coro = coro
        self._context = contextvars.copy_context() if context is None else context
        self._waits_for = None
        self._must_cancel = False
        self._cancel_requests = 0
        self._loop.call_soon(self._step, context=self._context)
        _all_tasks.append(self)

    def __repr__(self):
        said = self._state.lower()
        if self._must_cancel:
            said = "cancelling"
        name = getattr(self._coro, "__qualname__", type(self._coro).__name__)
        text = f"<{type(self).__name__} {said} name={self._name!r} coro=<{name}()>"
        if self._state == _FINISHED:
            if self._exception is not None:
                text += f" exception={self._exception!r}"
            else:
                text += f" result={self._result!r}"
        return text + ">"

    def get_coro(self):
        return self._coro

    def get_name(self):
        return self._name

    def set_name(self, value):
        self._name = str(value)

    def get_stack(self, *, limit=None):  # noqa: ARG002
        return []

    def set_result(self, result):  # noqa: ARG002
        raise RuntimeError("Task does not support set_result operation")

    def set_exception(self, exception):  # noqa: ARG002
        raise RuntimeError("Task does not support set_exception operation")

    def cancel(self, msg=None):
        if self.done():
            return False
        self._cancel_requests += 1
        if self._waits_for is not None and self._waits_for.cancel(msg=msg):
            return True
        self._must_cancel = True
        self._cancel_message = msg
        return True

    def cancelling(self):
        return self._cancel_requests

    def uncancel(self):
        if self._cancel_requests > 0:
            self._cancel_requests -= 1
        return self._cancel_requests

    def _finish(self):
        if self in _all_tasks:
            _all_tasks.remove(self)

    def _step(self, exc=None):
        if self.done():
            raise InvalidStateError(f"_step(): already done: {self!r}, {exc!r}")
        if self._must_cancel:
            if not isinstance(exc, CancelledError):
                exc = self._make_cancelled_error()
            self._must_cancel = False
        self._waits_for = None
        loop = self._loop
        before, loop._current_task = loop._current_task, self
        try:
            result = self._coro.send(None) if exc is None else self._coro.throw(exc)
        except StopIteration as stop:
            if self._must_cancel:
                self._must_cancel = False
                super().cancel(msg=self._cancel_message)
            else:
                super().set_result(stop.value)
            self._finish()
        except CancelledError as cancelled:
            self._cancel_message = cancelled.args[0] if cancelled.args else None
            super().cancel(msg=self._cancel_message)
            self._finish()
        except (KeyboardInterrupt, SystemExit) as error:
            super().set_exception(error)
            self._finish()
            raise
        except BaseException as error:
            super().set_exception(error)
            self._finish()
        else:
            self._wait_for(result)
        finally:
            loop._current_task = before

    def _wait_for(self, result):
        call_soon = self._loop.call_soon
        if isinstance(result, Future):
            if result is self:
                call_soon(self._step, RuntimeError(f"Task cannot await on itself: {self!r}"))
            elif not result._asyncio_future_blocking:
                call_soon(
                    self._step,
                    RuntimeError(
                        f"yield was used instead of yield from in task {self!r} with {result!r}"
                    ),
                )
            else:
                result._asyncio_future_blocking = False
                result.add_done_callback(self._wake_up, context=self._context)
                self._waits_for = result
                if self._must_cancel and result.cancel(msg=self._cancel_message):
                    self._must_cancel = False
        elif result is None:
            call_soon(self._step, context=self._context)
        else:
            error = RuntimeError(f"Task got bad yield: {result!r}")
            call_soon(self._step, error, context=self._context)

    def _wake_up(self, future):
        try:
            future.result()
        except BaseException as error:
            self._step(error)
        else:
            self._step()


_all_tasks = []


def current_task(loop=None):
    if loop is None:
        loop = get_running_loop()
    return loop._current_task


def all_tasks(loop=None):
    if loop is None:
        loop = get_running_loop()
    return {task for task in _all_tasks if task._loop is loop and not task.done()}
