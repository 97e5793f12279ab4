"""Recursion: an ordinary exception in the script, wherever it recurses; nothing lifts the limit."""

from __future__ import annotations

import pytest

from engine_helpers import assert_works
from pkhost import VM, Limits, Status, run_script

DESCEND = "def f(n):\n    if n > 1:\n        f(n - 1)\nf({depth})"


@pytest.mark.parametrize("limit", [2, 10, 200, 1000, 5000, 10_000])
def test_just_under_is_ok_and_just_over_is_an_exception(limit: int, dialect: str) -> None:
    """The limit is the number of frames that there may be, as in CPython; the module is one.  In
    PocketPy's dialect it is the number at which RecursionError comes."""
    limits = Limits(memory="256MiB", recursion=limit)
    with VM(limits=limits) as vm:
        deepest = limit - (1 if dialect == "python" else 2)
        if deepest > 0:
            assert vm.run(DESCEND.format(depth=deepest)).ok
        result = vm.run(DESCEND.format(depth=deepest + 1))
        assert result.status is Status.ERROR
        assert result.error is not None and result.error.type == "RecursionError"
        assert_works(vm) if limit >= 10 else None


def test_it_can_be_caught_and_the_script_goes_on(vm: VM) -> None:
    result = vm.run(
        "def f(): f()\nfor i in range(3):\n    try:\n        f()\n"
        "    except RecursionError as e:\n        print(i, e)"
    )
    assert result.status is Status.OK, str(result)
    assert result.stdout == "".join(f"{i} maximum recursion depth exceeded\n" for i in range(3))


@pytest.mark.parametrize("lift", [1001, 100_000, 2**31 - 1, 2**31, 2**62, -1])
def test_setrecursionlimit_cannot_lift_it(vm: VM, lift: int) -> None:
    script = f"import sys\ntry:\n    sys.setrecursionlimit({lift})\nexcept ValueError: pass\n"
    result = vm.run(script + DESCEND.format(depth=1100), limits=Limits(recursion=1000))
    assert result.error is not None and result.error.type == "RecursionError", str(result)
    assert_works(vm)


def test_setrecursionlimit_cannot_lift_it_from_within(vm: VM) -> None:
    result = vm.run(
        "import sys\ndeepest = 0\ndef f(n):\n    global deepest\n    deepest = n\n"
        "    sys.setrecursionlimit(10**6)\n    f(n + 1)\ntry:\n    f(1)\n"
        "except RecursionError: pass\nprint(deepest)",
        limits=Limits(recursion=500),
    )
    assert result.ok, str(result)
    assert int(result.stdout) <= 500


def test_a_script_may_lower_its_own_limit_and_the_next_run_has_the_hosts(vm: VM) -> None:
    script = "import sys\nsys.setrecursionlimit(50)\n"
    result = vm.run(script + DESCEND.format(depth=60))
    assert result.error is not None and result.error.type == "RecursionError"
    assert vm.run(DESCEND.format(depth=900)).ok


def test_frames_with_many_locals(vm: VM) -> None:
    """The value stack is finite too; running out of it is the same exception."""
    names = [f"a{i}" for i in range(60)]
    body = "".join(f"    {name} = n\n" for name in names)
    script = f"def f(n):\n{body}    if n > 1:\n        f(n - 1)\n"
    assert vm.run(script + "f(900)", limits=Limits(recursion=1000)).ok
    deep = vm.run(script + "f(9000)", limits=Limits(recursion=10_000))
    assert deep.status is Status.ERROR, str(deep)
    assert deep.error is not None and deep.error.type == "RecursionError"
    assert_works(vm)


def test_running_out_of_the_value_stack_can_be_caught(vm: VM) -> None:
    names = [f"a{i}" for i in range(60)]
    body = "".join(f"    {name} = n\n" for name in names)
    script = (
        f"def f(n):\n{body}    f(n + 1)\n"
        "for i in range(3):\n    try:\n        f(1)\n    except RecursionError:\n"
        "        print('caught')\n"
    ) + DESCEND.format(depth=500)
    result = vm.run(script, limits=Limits(recursion=10_000))
    assert (result.status, result.stdout) == (Status.OK, "caught\n" * 3), str(result)


# PocketPy wants it beside every __eq__.
NE = "    def __ne__(self, o): return not self == o\n"
# Each frame of the script's is reached through native code, which has a stack of its own.
NATIVE = {
    "__repr__": "class A:\n    def __repr__(self): return repr(self)\nrepr(A())",
    "__str__": "class A:\n    def __str__(self): return str(self)\nstr(A())",
    "__eq__": f"class A:\n{NE}    def __eq__(self, o): return self == o\nA() == A()",
    "__lt__": "class A:\n    def __lt__(self, o): return self < o\nA() < A()",
    "__hash__": (
        f"class A:\n{NE}    def __eq__(self, o): return True\n"
        "    def __hash__(self): return hash(self)\nhash(A())"
    ),
    "__len__": "class A:\n    def __len__(self): return len(self)\nlen(A())",
    "__iter__": "class A:\n    def __iter__(self): return iter(self)\niter(A())",
    "__call__": "class A:\n    def __call__(self): return self()\nA()()",
    "__getattr__": "class A:\n    def __getattr__(self, n): return getattr(self, n)\nA().x",
    "__getitem__": "class A:\n    def __getitem__(self, i): return self[i]\nA()[0]",
    "__contains__": "class A:\n    def __contains__(self, i): return i in self\n1 in A()",
    "__init__": "class A:\n    def __init__(self): A()\nA()",
    "sort key": "def k(x): return sorted([1, 2], key=k)\nk(1)",
    "list in sort": "class A:\n    def __lt__(self, o): return sorted([self, o])\n"
    "sorted([A(), A()])",
    "eval": "def f(): return eval('f()')\nf()",
    "exec": "def f(): exec('f()')\nf()",
    "map": "def f(x): return list(map(f, [1]))\nf(1)",
    "property": "class A:\n    @property\n    def p(self): return self.p\nA().p",
    "generator": "def g():\n    for x in g():\n        yield x\nlist(g())",
    "next": "class A:\n    def __iter__(self): return self\n"
    "    def __next__(self): return list(A())\nlist(A())",
    "dict lookup": f"class A:\n{NE}    def __hash__(self): return 1\n"
    "    def __eq__(self, o): return o in {A(): 1}\nA() in {A(): 1}",
    "import": "exec(\"def f():\\n    __import__('math')\\n    exec('f()')\\nf()\")",
    "format": "class A:\n    def __repr__(self): return f'{self!r}'\nrepr(A())",
}


@pytest.mark.parametrize("limit", [1000, 10_000])
@pytest.mark.parametrize("script", NATIVE.values(), ids=NATIVE)
def test_recursion_through_native_code(vm: VM, script: str, limit: int) -> None:
    result = vm.run(script, limits=Limits(recursion=limit))
    assert result.status is Status.ERROR, str(result)
    assert result.error is not None and result.error.type == "RecursionError"
    assert_works(vm)


@pytest.mark.parametrize("limit", [1000, 10_000])
@pytest.mark.parametrize("script", NATIVE.values(), ids=NATIVE)
def test_recursion_through_native_code_is_caught(vm: VM, script: str, limit: int) -> None:
    *head, last = script.split("\n")
    if head and last.startswith(" "):
        pytest.fail("the last line of a case is what recurses")
    caught = "\n".join([*head, "try:", f"    {last}", "except RecursionError:", "    print('ok')"])
    result = vm.run(caught, limits=Limits(recursion=limit))
    assert (result.status, result.stdout) == (Status.OK, "ok\n"), str(result)
    assert_works(vm)


def test_room_on_the_value_stack_is_seen_in_a_vm_of_any_size() -> None:
    """The stack's bytes need not be a multiple of a value's."""
    for memory in range(2 << 20, 20 << 20, 1 << 18):
        result = run_script("str([1, 2])", limits=Limits(memory=memory))
        assert result.ok, (memory, result)
