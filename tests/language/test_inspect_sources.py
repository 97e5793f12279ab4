"""inspect.getsource() and what belongs to it: the lines that an object was made from."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from language_helpers import cpython_311, here

from pkhost import VM

PROGRAM = '''\
import inspect
def deco(f): return f
class A:
    """A class."""

    @deco
    @staticmethod
    def method(x,
               y=2):
        # comment
        if x:
            return y

        return 1
    def one(self): return 1

    class Inner:
        z = 1
x = 1
@deco
def f(a):
    "doc"
    def g():
        return 1
    return g
h = lambda q: q + 1
async def co():
    await x
for thing in A.method, A.one, A, A.Inner, f, f(1), h, co:
    print(inspect.getsource(thing))
print(inspect.getsourcelines(f), inspect.getsourcelines(inspect.currentframe())[1])
try:
    import linecache
    linecache.cache.clear()
    exec('def unknown(): pass')
    print(inspect.getsource(unknown))
except OSError as error:
    print(error)
try:
    inspect.getsource(len)
except TypeError as error:
    print(error)
try:
    1 / 0
except ZeroDivisionError as error:
    print(inspect.getsourcelines(error.__traceback__)[1])
'''


@cpython_311
def test_sources_are_those_that_cpython_finds(vm: VM, tmp_path: Path) -> None:
    file = tmp_path / "main.py"
    file.write_text(PROGRAM)
    cpython = subprocess.run(
        [sys.executable, "-I", file], capture_output=True, text=True, check=True, timeout=60
    )
    assert here(vm, PROGRAM).output == cpython.stdout


def test_a_module_of_the_hosts_has_sources_too() -> None:
    function = "def answer():\n    return 42\n"
    with VM(modules={"deep": f"{function}\nother = 1\n"}) as vm:
        result = vm.run(
            "import deep, inspect\nprint(inspect.getsource(deep.answer), inspect.getsource(deep))"
        )
    assert result.stdout == f"{function} {function}\nother = 1\n\n", result.error


def test_a_damaged_beginning_gives_its_first_line(vm: VM) -> None:
    ran = here(vm, "import inspect\nprint(inspect.getblock(['f(lambda: (\\n', ')\\n']))")
    assert ran.output == "['f(lambda: (\\n']\n"
