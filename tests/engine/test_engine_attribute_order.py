"""Native types and modules show their attributes in one order, whatever the host's memory held.

Natives store values whose unused bytes are those of the C stack, and the order of attributes is in
such a byte (csrc/engine/interpose/attribute_places.h).
"""

from __future__ import annotations

import pytest

from engine_helpers import printed, python

SOURCE = '''\
from pkhost import VM, Policy
SCRIPT = """
import builtins, functools, itertools, math, sys, _struct, _deque
for module in builtins, functools, itertools, math, _struct, _deque:
    print(module.__name__, *vars(module))
    for value in vars(module).values():
        if isinstance(value, type):
            print(value.__name__, *vars(value))
"""
with VM(isolation="thread", policy=Policy.open()) as vm:
    print(vm.run(SCRIPT).check().stdout)
'''
PROCESSES = 6  # in each the stack lies, and what it held is, elsewhere


@pytest.mark.dialect("python", reason="PocketPy's own shows the order of its tables")
@pytest.mark.home("thread", reason="it starts processes of its own")
def test_attributes_come_in_one_order() -> None:
    orders = {printed(python(SOURCE)) for _ in range(PROCESSES)}
    assert len(orders) == 1
    (order,) = orders
    assert order.count("\n") > 80
