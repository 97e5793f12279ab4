"""No script catches, delays or survives a limit, whatever runs its code at that moment."""

from __future__ import annotations

import threading

import pytest

from engine_helpers import FREE, PATIENCE, assert_works, stopped
from pkhost import VM, Limits, ScriptResult, Status

# Each makes {spin}, which never ends, run in a place where something would like to swallow errors;
# "caught" is printed by whoever does.
CATCHERS = {
    "bare except": "try:\n    {spin}\nexcept:\n    print('caught')\nprint('caught')",
    "except BaseException": (
        "try:\n    {spin}\nexcept BaseException as e:\n    print('caught')\nprint('caught')"
    ),
    "except Exception": "try:\n    {spin}\nexcept Exception:\n    print('caught')\nprint('caught')",
    "endless except": "while True:\n    try:\n        {spin}\n    except:\n        print('caught')",
    "nested excepts": (
        "try:\n    try:\n        try:\n            {spin}\n        except: print('caught')\n"
        "    except: print('caught')\nexcept: print('caught')"
    ),
    "function": "def f():\n    try:\n        {spin}\n    except:\n        print('caught')\nf()",
    "generator": (
        "def g():\n    while True:\n        try:\n            {spin}\n        except:\n"
        "            print('caught')\n        yield 1\n"
        "for x in g():\n    print('caught')"
    ),
    "generator in a native": (
        "def g():\n    try:\n        {spin}\n    except:\n        print('caught')\n    yield 1\n"
        "try:\n    list(g())\nexcept:\n    print('caught')"
    ),
    "sort key": (
        "def k(x):\n    try:\n        {spin}\n    except:\n        print('caught')\n    return x\n"
        "try:\n    sorted([3, 1, 2], key=k)\nexcept:\n    print('caught')"
    ),
    "__lt__": (
        "class A:\n    def __lt__(self, o):\n        try:\n            {spin}\n        except:\n"
        "            print('caught')\n        return True\n"
        "try:\n    sorted([A(), A(), A()])\nexcept:\n    print('caught')"
    ),
    "__hash__": (
        "class A:\n    def __eq__(self, o): return True\n    def __ne__(self, o): return False\n"
        "    def __hash__(self):\n        try:\n            {spin}\n        except:\n"
        "            print('caught')\n        return 1\n"
        "try:\n    {{A(): 1}}\nexcept:\n    print('caught')"
    ),
    "__eq__": (
        "class A:\n    def __ne__(self, o): return False\n    def __eq__(self, o):\n"
        "        try:\n            {spin}\n        except:\n            print('caught')\n"
        "        return True\n"
        "try:\n    A() in [A(), A()]\nexcept:\n    print('caught')"
    ),
    "__iter__": (
        "class A:\n    def __iter__(self):\n        try:\n            {spin}\n        except:\n"
        "            print('caught')\n        return iter([1])\n"
        "try:\n    for x in A(): print('caught')\nexcept:\n    print('caught')"
    ),
    "__next__": (
        "class A:\n    def __iter__(self): return self\n    def __next__(self):\n"
        "        try:\n            {spin}\n        except:\n            print('caught')\n"
        "        return 1\n"
        "try:\n    sum(A())\nexcept:\n    print('caught')"
    ),
    "__repr__": (
        "class A:\n    def __repr__(self):\n        try:\n            {spin}\n        except:\n"
        "            print('caught')\n        return 'caught'\n"
        "try:\n    print([A()])\nexcept:\n    print('caught')"
    ),
    "__getattr__": (
        "class A:\n    def __getattr__(self, n):\n        try:\n            {spin}\n"
        "        except:\n            print('caught')\n        return 1\n"
        "try:\n    getattr(A(), 'x', 1)\nexcept:\n    print('caught')"
    ),
    "context manager": (
        "class C:\n    def __enter__(self): return self\n"
        "    def __exit__(self, *a):\n        print('caught')\n        return True\n"
        "with C():\n    {spin}\nprint('caught')"
    ),
    "__enter__": (
        "class C:\n    def __enter__(self):\n        try:\n            {spin}\n        except:\n"
        "            print('caught')\n    def __exit__(self, *a): print('caught')\n"
        "with C():\n    print('caught')"
    ),
    "nested exec": (
        "try:\n    exec('try:\\n    {spin}\\nexcept:\\n    print(\"caught\")')\n"
        "except:\n    print('caught')"
    ),
    "eval of a function": (
        "def f():\n    try:\n        {spin}\n    except:\n        print('caught')\n"
        "try:\n    eval('f()')\nexcept:\n    print('caught')"
    ),
    "map": (
        "def f(x):\n    try:\n        {spin}\n    except:\n        print('caught')\n"
        "try:\n    list(map(f, [1, 2]))\nexcept:\n    print('caught')"
    ),
    "handler that spins": "try:\n    1 / 0\nexcept:\n    {spin}\n    print('caught')",
    "class body": (
        "class A:\n    try:\n        {spin}\n    except:\n        print('caught')\nprint('caught')"
    ),
    "class body after a handler": "try:\n    class A:\n        {spin}\nexcept:\n    class B: pass\n"
    "    print('caught')",
}

# What never ends, and how each stop ends it.  Kept to one line: it goes anywhere.
SPIN = "while True: pass"
ENDLESS = {
    Status.STEPS: (SPIN, Limits(steps=2000)),
    Status.WALL_TIME: (SPIN, Limits(steps=None, wall_time=0.01, cpu_time=None)),
    Status.CPU_TIME: (SPIN, Limits(steps=None, wall_time=None, cpu_time=0.01)),
    Status.MEMORY: ("while True: hoard.append('x' * 1000)", Limits(memory="32MiB")),
    Status.OUTPUT: ("while True: stream.write('x' * 99)", Limits(stderr=10_000)),
    Status.INTERRUPTED: ("while True: pass", FREE),
}
PREPARE = "import sys\nstream = sys.stderr\nhoard = []\nbefore = 41\n"


def run(vm: VM, script: str, status: Status) -> ScriptResult:
    limits = ENDLESS[status][1].replace(memory=vm.limits.memory)
    if status is not Status.INTERRUPTED:
        return vm.run(script, limits=limits)
    # The script says on stderr when it is where it wants to be.
    there = threading.Event()
    handle = vm.start(script, limits=limits, on_stderr=lambda text: there.set())
    waiter = threading.Thread(target=handle.result)
    waiter.start()
    assert there.wait(PATIENCE)
    assert handle.interrupt()
    waiter.join(PATIENCE)
    return handle.result(PATIENCE)


@pytest.mark.parametrize("status", ENDLESS)
@pytest.mark.parametrize("catcher", CATCHERS.values(), ids=CATCHERS)
def test_nobody_catches(catcher: str, status: Status) -> None:
    spin = ENDLESS[status][0]
    if status is Status.INTERRUPTED:
        spin = f"stream.write('in'); {spin}" if "exec(" not in catcher else spin
    if status is Status.INTERRUPTED and "exec(" in catcher:
        catcher = f"stream.write('in')\n{catcher}"
    if status is Status.INTERRUPTED and "exec(" not in catcher:
        # A compound statement cannot follow another on its line.
        catcher = catcher.replace("{spin}", "spin()")
        catcher = f"def spin():\n    stream.write('in')\n    {SPIN}\n{catcher}"
    with VM(limits=Limits(memory="32MiB")) as vm:
        assert vm.run(PREPARE).ok
        script = catcher.format(spin=spin.replace("'", "\\'") if "exec(" in catcher else spin)
        result = stopped(run(vm, script, status), status)
        assert "caught" not in result.stdout
        assert not result.restored
        assert vm.run("print(before + 1)\nhoard = None").stdout == "42\n"
        assert_works(vm)


@pytest.mark.parametrize("status", ENDLESS)
def test_the_vm_is_good_for_many_more(status: Status) -> None:
    """Stop after stop, nothing is left behind in the VM."""
    with VM(limits=Limits(memory="32MiB")) as vm:
        in_use = vm.memory_in_use
        for _ in range(5):
            assert vm.run(PREPARE).ok
            script = f"stream.write('in')\n{ENDLESS[status][0]}"
            stopped(run(vm, script, status), status)
            assert vm.run("hoard = None").ok
            assert_works(vm)
            vm.reset()
            assert vm.memory_in_use == in_use


@pytest.mark.parametrize(
    "script",
    [
        "while True:\n    try:\n        exit()\n    except:\n        print('caught')",
        "try:\n    exit(0)\nexcept:\n    pass\nprint('after')",
        "try:\n    raise SystemExit\nexcept SystemExit:\n    print('ok')",
    ],
)
def test_exit_ends_the_script_like_any_exception_or_not_at_all(vm: VM, script: str) -> None:
    result = vm.run(script, limits=Limits(steps=10_000, stdout="1KiB"))
    assert result.status in (Status.OK, Status.STEPS, Status.OUTPUT)
    assert not result.restored
    assert_works(vm)
