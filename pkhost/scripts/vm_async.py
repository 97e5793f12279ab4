"""The methods of a VM that an event loop awaits.

The work is done in asyncio_driver.py, which is imported on first use, as asyncio takes
longer to import than all of pkhost.
"""

from __future__ import annotations

import functools
import importlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..engine.job import Kind
from ..errors import EngineError
from .host_functions import pack_call
from .options import checked
from .source import encode_source
from .vm_base import VMBase

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from ..limits import Limits
    from ..results import ScriptResult
    from .options import AsyncRunOptions

__all__ = ["AsyncMethods", "load_asyncio_driver"]


@functools.cache
def load_asyncio_driver() -> None:
    """Import asyncio_driver.  ``EngineError`` if there is no descriptor left to read it by."""
    try:
        importlib.import_module(".asyncio_driver", __package__)
    except OSError as error:
        raise EngineError(
            f"what runs scripts on an event loop cannot be loaded: {error}; close files, or raise "
            "the limit on them (ulimit -n)"
        ) from error


class AsyncMethods(VMBase):
    """The part of a VM that an event loop awaits."""

    async def run_async(
        self,
        source: str | bytes,
        filename: str = "main.py",
        limits: Limits | None = None,
        **options: Unpack[AsyncRunOptions],
    ) -> ScriptResult:
        """Run a script without blocking the event loop.

        Takes the arguments of :meth:`run`, and returns and raises the same.  In
        addition, ``stdin`` can be an asynchronous iterable or a coroutine function,
        ``on_stdout`` and ``on_stderr`` can be coroutine functions, and scripts can call
        ``async`` functions of the host.  Those run on the event loop, in the context of
        the task that awaits the run, while the script waits.  Ordinary functions
        run on a thread of pkhost's own and do not block the loop.

        Cancelling stops the script, and the coroutine that it waits for.  It takes
        effect when both have ended; then the VM can be used again.  A limit or an
        interrupt also cancels such a coroutine, and an awaited answer to ``input()``.
        An ordinary host function, or an ordinary ``stdin`` function, has to return
        first.

        No Python thread waits meanwhile, so any number of VMs can run on one loop.
        """
        load_asyncio_driver()
        from .asyncio_driver import ASYNC_CHECKS, AsyncRunDriver, VMUser

        given = checked(options, ASYNC_CHECKS, large_integers=self._has_large_integers)
        user = VMUser(self)
        with user.claim() as engine_vm:
            data, refused = encode_source(source, filename, engine_vm)
            if refused is not None:
                return refused
            driver = AsyncRunDriver(user, engine_vm, self._table, given)
            return await driver.run(self._job(data, filename, limits, given))

    async def eval_async(self, expression: str, limits: Limits | None = None) -> Any:
        """:meth:`eval`, awaited like :meth:`run_async`."""
        return (await _ask(self, Kind.EVALUATE, expression, b"", limits)).check().value

    async def call_async(self, name: str, /, *arguments: object, **named: object) -> Any:
        """:meth:`call`, awaited like :meth:`run_async`."""
        return (await self.call_result_async(name, arguments, named)).check().value

    async def call_result_async(
        self,
        name: str,
        arguments: tuple[object, ...] | list[object] = (),
        named: Mapping[str, object] | None = None,
        limits: Limits | None = None,
    ) -> ScriptResult:
        """:meth:`call_result`, awaited like :meth:`run_async`."""
        return await _ask(
            self,
            Kind.CALL,
            name,
            pack_call(name, arguments, named, self._has_large_integers),
            limits,
        )


async def _ask(
    vm: VMBase, kind: Kind, source: str, payload: bytes, limits: Limits | None
) -> ScriptResult:
    load_asyncio_driver()
    from .asyncio_driver import AsyncRunDriver, VMUser

    user = VMUser(vm)
    with user.claim() as engine_vm:
        data, refused = encode_source(source, "<host>", engine_vm)
        if refused is not None:
            return refused
        driver = AsyncRunDriver(user, engine_vm, vm._table)
        return await driver.run(vm._request(kind, data, payload, limits))
