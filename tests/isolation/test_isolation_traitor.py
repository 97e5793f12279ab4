"""A worker that was taken over: hostile C, locked in as every worker is, in the place of its engine.

traitor/ is linked with the worker's own object code in the place of csrc/worker/serve.c; what a
script orders here is what an attacker has the worker do (traitor/traitor.c says how).  Whatever it
asks the kernel for, and whatever it writes into its lane: the host never misbehaves, each run has
its exact status within its limits, the VM goes on in a new worker, and nothing is left.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import homes
from isolation_helpers import traitor
from pkhost import VM, Limits, ScriptResult, Status
from pkhost.engine.extension import binding

if homes.SELECTED == "thread":
    pytest.skip("there are no VMs in processes of their own yet", allow_module_level=True)

PATIENCE = 30.0
"""Seconds in which each case is over, by far, on any machine; nothing waits for it to pass."""

LIMITS = Limits(memory="16MiB", wall_time=1, cpu_time=1, stdout="1MiB", stderr="1MiB")

MESSAGE_RUN = 1
OUTPUT, WANT_INPUT, CALL, PAUSED, ENDED, ANSWER = range(64, 70)
EVERYTHING = 2**64 - 1


@pytest.fixture(scope="module", autouse=True)
def _worker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Use the traitor as the worker of all VMs of this file."""
    made = traitor(tmp_path_factory.mktemp("traitor") / "worker")
    lib, ffi = binding.load().lib, binding.load().ffi
    lib.pkhost_isolation_shutdown()
    lib.pkhost_isolation_use(str(made).encode())
    yield
    lib.pkhost_isolation_shutdown()
    lib.pkhost_isolation_use(str(Path(binding.__file__).parents[2] / "_worker").encode())


@pytest.fixture
def vm() -> Iterator[VM]:
    with VM(isolation="process", limits=LIMITS) as made:
        yield made


def betrayed(vm: VM, order: str, **options: object) -> ScriptResult:
    """Give an order; the run ends in time, and the VM goes on."""
    begin = time.monotonic()
    result = vm.run(order, **options)  # type: ignore[arg-type]
    took = time.monotonic() - begin
    assert took < PATIENCE, f"{order}: {took} s"
    again = vm.run("well")
    assert (again.status, again.stdout) == (Status.OK, "well\n"), f"after {order}: {again}"
    return result


def test_orders_are_carried_out(vm: VM) -> None:
    result = vm.run("well")
    assert (result.status, result.stdout) == (Status.OK, "well\n")
