"""What native functions say when the number of their arguments is wrong: CPython's words."""

from __future__ import annotations

import pytest
from language_helpers import check, cpython_311

from pkhost import VM

CALLS = {
    "one": [
        "len()",
        "[].append()",
        "[].append(1, 2)",
        "''.join()",
        "math.sqrt(1, 2)",
        "{}.keys(1)",
    ],
    "none": ["[].clear(1)", "''.upper(2)", "(1).bit_length(1)", "set().copy(1)", "locals(1)"],
    "several": ["[].insert(1)", "divmod(1)", "math.pow(1)", "setattr(1)", "''.replace(1)"],
    "a range": ["{}.get()", "{}.pop()", "[].pop(1, 2)", "''.strip(1, 2)", "range()", "max()"],
    "by name": [
        "round()",
        "pow(1)",
        "sum()",
        "int(1, 2, 3)",
        "''.split(1, 2, 3)",
        "str(1, 2, 3, 4)",
    ],
    "makers": [
        "list(1, 2)",
        "tuple(1, 2)",
        "set(1, 2)",
        "staticmethod()",
        "bool(1, 2)",
        "type(1, 2)",
    ],
    "special": ["[].__len__(1)", "(1).__add__()", "[].__contains__()"],
    "no object": [
        "list.append()",
        "list.append(1)",
        "str.upper()",
        "str.join('a')",
        "int.__add__('a')",
    ],
    "of a derived class": ["Derived().append()", "Derived().pop(1, 2)", "Derived(1, 2)"],
    "of a function called by another": ["list(map(len, [1]))", "sorted([[]], key=str.upper)"],
    "generators": ["g.send()", "g.close(1)", "g.throw()"],
}


@cpython_311
@pytest.mark.parametrize("kind", CALLS)
def test_the_number_of_arguments(vm: VM, kind: str) -> None:
    setup = """
import math
class Derived(list): pass
g = (i for i in [])
"""
    calls = "".join(
        f"try:\n    print({call})\nexcept TypeError as e:\n    print(e)\n" for call in CALLS[kind]
    )
    check(vm, setup + calls)


def test_what_native_functions_are_called(vm: VM) -> None:
    check(
        vm,
        """
        import math, sys
        from math import floor as mine
        for f in (len, math.sqrt, mine, sys.exit, list.append, [].append, ''.join, int.from_bytes):
            print(f.__name__, f.__qualname__, f.__name__ == f.__qualname__)
        print(math.sqrt.__module__, len.__module__, sys.exit.__module__)
        """,
    )
