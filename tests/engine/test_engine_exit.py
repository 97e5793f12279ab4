"""The end of the interpreter: clean, at once and with the right code, whatever still runs."""

from __future__ import annotations

import pytest

from engine_helpers import printed, python

BEGIN = """
import atexit, os, sys, threading
import pkhost
from pkhost import VM, Limits, Policy
free = Limits(steps=None, wall_time=None, cpu_time=None)
"""

ENDS = {
    "nothing": ("", 0),
    "an idle VM": ("vm = VM()\nvm.run('x = 1')\n", 0),
    "a closed VM": ("vm = VM()\nvm.run('x = 1')\nvm.close()\n", 0),
    "a running VM": ("vm = VM()\nhandle = vm.start('while True: pass', limits=free)\n", 0),
    "a running VM that nobody holds": ("VM().start('while True: pass', limits=free)\n", 0),
    "many running VMs": (
        "vms = [VM() for _ in range(20)]\n"
        "handles = [vm.start('while True: pass', limits=free) for vm in vms]\n",
        0,
    ),
    "a VM in native code": (
        "vm = VM()\nvm.start(\"a = 'a' * 1000000\\na.rfind('a' * 500000 + 'b')\", limits=free)\n",
        0,
    ),
    "a sleeping VM": (
        "vm = VM()\nvm.start('import time\\ntime.sleep(1000)', limits=free)\n",
        0,
    ),
    "a VM that waits for input": (
        "vm = VM()\nhandle = vm.start('input()', limits=free, stdin=lambda printed: '')\n",
        0,
    ),
    "a daemon thread that waits": (
        "vm = VM()\nready = threading.Event()\n"
        "def work():\n"
        "    vm.run('print(1)\\nwhile True: pass', limits=free,"
        " on_stdout=lambda _: ready.set())\n"
        "threading.Thread(target=work, daemon=True).start()\nready.wait()\n",
        0,
    ),
    "sys.exit": ("vm = VM()\nvm.start('while True: pass', limits=free)\nsys.exit(5)\n", 5),
    "an exception": (
        "vm = VM()\nvm.start('while True: pass', limits=free)\nraise ValueError('ours')\n",
        1,
    ),
    "os._exit": ("vm = VM()\nvm.start('while True: pass', limits=free)\nos._exit(6)\n", 6),
    "a run in an atexit function": (
        "def last():\n    assert VM().run('print(1)').ok\n    os.write(1, b'last\\n')\n"
        "atexit.register(last)\nVM().run('x = 1')\n",
        0,
    ),
    "a VM in a module that goes": (
        "import types\nm = types.ModuleType('m')\nm.vm = VM()\nm.self = m\nsys.modules['m'] = m\n"
        "m.handle = m.vm.start('while True: pass', limits=free)\ndel m\n",
        0,
    ),
    "a VM in a cycle with __del__": (
        "class Holder:\n    def __init__(self):\n        self.vm = VM()\n        self.me = self\n"
        "    def __del__(self):\n        self.vm.interrupt()\n        self.vm.close()\n"
        "h = Holder()\nh.vm.start('while True: pass', limits=free)\n",
        0,
    ),
    "a crash before": (
        "vm = VM(policy=Policy.open())\nvm.run('import stdc\\nstdc.memset(8, 0, 8)')\n",
        0,
    ),
}


@pytest.mark.parametrize(("code", "status"), ENDS.values(), ids=ENDS)
def test_the_interpreter_ends(code: str, status: int) -> None:
    process = python(BEGIN + code)
    assert process.returncode == status, process.stderr
    allowed = "ours" if "ours" in code else None
    if allowed is None:
        assert process.stderr == ""
    else:
        assert process.stderr.count("Traceback") == 1


def test_nothing_is_loaded_for_the_end_alone() -> None:
    code = "import pkhost, sys\nassert 'pkhost._engine' not in sys.modules\nprint('end')"
    assert printed(python(code)) == "end\n"


def test_under_python_dev_mode() -> None:
    """No resource warnings, no complaints of the memory debugger."""
    code = BEGIN + (
        "for _ in range(20):\n    with VM() as vm:\n        vm.run('x = [1] * 100')\n"
        "        vm.start('while True: pass').interrupt()\n"
        "pkhost.run_script('print(1)')\n"
    )
    process = python(code, "-X", "dev", "-W", "error")
    assert process.returncode == 0
    assert process.stderr == ""
