"""The C functions by which VMs are used, of either home."""

from __future__ import annotations

from typing import Any

from .binding import Binding

__all__ = ["Functions"]


class Functions:
    """The functions for the VMs of one home, by the names that they have in all homes.

    ``run`` is ``pkhost_vm_run`` for VMs in this process, and ``pkhost_isolated_run`` for
    others.  ``pkhost.h`` says what they do, and ``isolated.h`` where the latter differ.
    """

    # Of a VM.
    check_region: Any
    close: Any
    direct_calls: Any
    fail_allocation: Any
    give_input: Any
    go_on: Any
    halt: Any
    inspect: Any
    interrupt: Any
    is_here: Any
    leave_wakeup: Any
    memory: Any
    outcome: Any
    pause: Any
    paused: Any
    rebase: Any
    renew: Any
    reply: Any
    reset: Any
    restores: Any
    run: Any
    running: Any
    start: Any
    stopping: Any
    take_output: Any
    wait: Any
    wait_resumed: Any

    # Of a VM in another process: why it has none; ``None`` for others.
    why: Any

    # Of a snapshot of one.
    snapshot_restore: Any
    snapshot_size: Any
    snapshot_take: Any

    def __init__(self, binding: Binding, vm: str, snapshot: str) -> None:
        """``vm`` and ``snapshot`` are the names of their types, without ``pkhost_``.

        Raises ``AttributeError`` for a function that the extension does not have.
        """
        self.vm_type, self.snapshot_type = vm, snapshot
        for name in Functions.__annotations__:
            kind, bare = vm, name
            if name.startswith("snapshot_"):
                kind, bare = snapshot, name.removeprefix("snapshot_")
            elif name == "why" and vm == "vm":
                self.why = None
                continue
            elif name == "renew" and vm == "vm":
                bare = "reset"  # what a VM in this process has left, nothing else can undo
            setattr(self, name, getattr(binding.lib, f"pkhost_{kind}_{bare}"))
