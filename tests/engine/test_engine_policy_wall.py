"""The outer wall: what the policy does not allow cannot be imported, however it is asked for."""

from __future__ import annotations

import dataclasses

import pytest

from engine_helpers import assert_works
from pkhost import VM, Limits, Policy, Status, run_script
from pkhost.scripts.policy import BUILTINS, POCKETPY_MODULES
from which_pocketpy import GONE

DENIED = ("os", "io", "stdc", "pkpy", "importlib", "picoterm", "conio", "pickle", "dis", "gc")
IN_POCKETPY = pytest.mark.dialect("pocketpy", reason="in Python this is harmless, or another thing")
# In Python these are the library's, and reach nothing that a script cannot reach without them.
HARMLESS_IN_PYTHON = {"os", "io", "importlib", "gc"}
MARKED = [
    pytest.param(name, marks=[IN_POCKETPY] if name in HARMLESS_IN_PYTHON else []) for name in DENIED
]
ABSENT = ("socket", "ctypes", "threading", "subprocess", "no_such_module")


def denied(dialect: str) -> set[str]:
    return set(DENIED) - (HARMLESS_IN_PYTHON if dialect == "python" else set())


# Ways to a module called NAME; each sets `found` if it gets something.
WAYS = {
    "import": "import NAME\nfound = NAME",
    "import as": "import NAME as found",
    "from import": "from NAME import *\nfound = True",
    "from import name": "from NAME import __name__\nfound = __name__",
    "in a function": "def f():\n    import NAME\n    return NAME\nfound = f()",
    "in a class": "class A:\n    import NAME\nfound = A",
    "in exec": "exec('import NAME')\nfound = eval('NAME')",
    "in exec with globals": "g = {}\nexec('import NAME', g)\nfound = g['NAME']",
    "in exec with builtins": (
        "import builtins\ng = {'__builtins__': builtins}\nexec('import NAME', g)\nfound = g['NAME']"
    ),
    "in eval": "found = eval(\"__import__('NAME')\")",
    "compiled": "exec(compile('import NAME', 'x', 'exec'))\nfound = eval('NAME')",
    "__import__": "found = __import__('NAME')",
    "__import__ of builtins": "import builtins\nfound = builtins.__import__('NAME')",
    "__import__ by getattr": "import builtins\nfound = getattr(builtins, '__import__')('NAME')",
    "relative": "from . import NAME\nfound = NAME",
    "relative upwards": "from .. import NAME\nfound = NAME",
    "relative far upwards": "from ....... import NAME\nfound = NAME",
    "relative module": "from .NAME import *\nfound = True",
    "relative module upwards": "from ..NAME import *\nfound = True",
    "__import__ relative": "found = __import__('.NAME')",
    "__import__ relative upwards": "found = __import__('..NAME')",
    "trailing dot": "found = __import__('NAME.')",
    "trailing blank": "found = __import__('NAME ')",
    "leading blank": "found = __import__(' NAME')",
    "submodule": "found = __import__('NAME.NAME')",
    "below an allowed module": "found = __import__('math.NAME')",
    "attribute of an allowed module": "import math\nfound = math.NAME",
    "attribute of a Python module": "import collections\nfound = collections.NAME",
    "attribute by getattr": "import datetime\nfound = getattr(datetime, 'NAME')",
    "NUL after": "found = __import__('NAME\\x00')",
    "reload": "import importlib\nfound = importlib.reload(NAME)",
    "globals of a function": (
        "import collections\nfound = collections.Counter.__init__.__globals__['NAME']"
    ),
    "module object": "import math\nfound = type(math)('NAME').path",
    "global statement": "def f():\n    global NAME\n    import NAME\nf()\nfound = NAME",
    "__package__ forged": "__package__ = 'NAME'\nfrom . import path\nfound = path",
    "__name__ forged": "__name__ = 'NAME'\n__path__ = 'NAME'\nfrom . import path\nfound = path",
    "lambda": "found = (lambda: __import__('NAME'))()",
    "generator": "def g():\n    yield __import__('NAME')\nfound = list(g())[0]",
    "sort key": "found = sorted(['NAME', 'NAME'], key=__import__)",
    "map": "found = list(map(__import__, ['NAME']))",
}


@pytest.mark.parametrize("name", MARKED)
@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_a_denied_module_is_refused(vm: VM, way: str, name: str) -> None:
    script = way.replace("NAME", name)
    result = vm.run(f"{script}\nprint('FOUND', found)")
    assert result.status is Status.ERROR, str(result)
    assert "FOUND" not in result.stdout
    assert not result.restored
    vm.reset()
    assert_works(vm)


@pytest.mark.parametrize("name", MARKED)
def test_what_follows_a_nul_is_not_looked_at(vm: VM, name: str) -> None:
    result = vm.run(f"import math\nprint(__import__('math\\x00.{name}') is math)")
    assert result.error is not None or result.stdout == "True\n"


@pytest.mark.parametrize("name", MARKED)
def test_the_refusal_is_an_ordinary_exception(vm: VM, name: str) -> None:
    result = vm.run(f"try:\n    import {name}\nexcept ImportError as e:\n    print(e)")
    assert result.ok, str(result)
    assert name in result.stdout
    assert_works(vm)


@pytest.mark.parametrize(
    "name", [pytest.param(n, marks=[IN_POCKETPY] if n == "threading" else []) for n in ABSENT]
)
def test_what_is_not_there_is_refused_alike(open_vm: VM, vm: VM, dialect: str, name: str) -> None:
    refused = "ModuleNotFoundError" if dialect == "python" else "ImportError"
    for either in (open_vm, vm):
        result = either.run(f"import {name}")
        assert result.error is not None and result.error.type == refused


@pytest.mark.parametrize("name", sorted((Policy().modules or set()) & POCKETPY_MODULES - GONE))
def test_what_is_allowed_by_default_is_there(vm: VM, name: str) -> None:
    assert vm.run(f"import {name}\nprint({name})").ok


@pytest.mark.parametrize("name", sorted((Policy().modules or set()) & POCKETPY_MODULES - GONE))
def test_no_allowed_module_leads_to_a_denied_one(vm: VM, dialect: str, name: str) -> None:
    """Whatever can be reached by attributes of the module, three steps deep, is looked at."""
    script = f"""
import {name}
seen = []
def walk(x, path, depth):
    if depth == 0:
        return
    for key in dir(x):
        try:
            value = getattr(x, key)
        except:
            continue
        if type(value).__name__ == 'module':
            print(path + '.' + key, value.__name__)
        walk(value, path + '.' + key, depth - 1)
walk({name}, {name!r}, 3)
"""
    result = vm.run(script, limits=vm.limits.replace(steps=None, stdout=None))
    assert result.ok, str(result)
    reached = {line.split()[-1] for line in result.stdout.splitlines()}
    assert not reached & denied(dialect)


def test_one_denied_module_can_be_allowed() -> None:
    with VM(policy=Policy().allow("conio")) as vm:
        assert vm.run("import conio\nprint(conio.__name__)").stdout == "conio\n"
        assert vm.run("import stdc").error is not None


def test_one_allowed_module_can_be_denied() -> None:
    with VM(policy=Policy().deny("json")) as vm:
        assert vm.run("import json").error is not None
        assert vm.run("import math").ok


def test_nothing_can_be_allowed(dialect: str) -> None:
    with VM(policy=Policy(modules=frozenset())) as vm:
        assert vm.run("print(1 + 1)").stdout == "2\n"
        for name in (*sorted((Policy().modules or set()) & POCKETPY_MODULES), *denied(dialect)):
            assert vm.run(f"import {name}").status is Status.ERROR


BUILTIN_WAYS = {
    "name": "found = NAME",
    "builtins": "import builtins\nfound = builtins.NAME",
    "getattr": "import builtins\nfound = getattr(builtins, 'NAME')",
    "eval": "found = eval('NAME')",
    "globals": "found = globals()['NAME']",
    "exec": "exec('found = NAME')",
    "clean globals": "g = {}\nexec('found = NAME', g)\nfound = g['found']",
    "from import": "from builtins import NAME\nfound = NAME",
    "star": "from builtins import *\nfound = NAME",
    "in a function": "def f(): return NAME\nfound = f()",
}


@pytest.mark.parametrize("way", BUILTIN_WAYS.values(), ids=BUILTIN_WAYS)
@pytest.mark.parametrize("name", ["open", "eval_of_nothing"])
def test_a_hidden_builtin_is_not_there(way: str, name: str) -> None:
    policy = Policy().hide("open") if name == "open" else Policy()
    with VM(policy=policy) as vm:
        result = vm.run(f"{way.replace('NAME', name)}\nprint('FOUND', found)")
    assert result.status is Status.ERROR, str(result)
    assert "FOUND" not in result.stdout


@pytest.mark.parametrize("name", ["exec", "compile", "input", "print", "__import__"])
def test_any_builtin_can_be_hidden(name: str) -> None:
    with VM(policy=Policy().hide(name)) as vm:
        result = vm.run(f"import builtins\nfound = getattr(builtins, {name!r})")
        assert result.error is not None and result.error.type == "AttributeError"
        assert vm.run("x = 1 + 1").ok


def test_a_policy_is_a_value() -> None:
    assert Policy() == Policy()
    assert hash(Policy()) == hash(Policy())
    assert Policy() != Policy.open()
    assert Policy().allow("os").deny("os") == Policy()
    assert Policy().hide("exec").show("exec") == Policy()
    assert Policy().allow() == Policy()
    with pytest.raises(dataclasses.FrozenInstanceError):
        Policy().modules = None  # type: ignore[misc]


def test_an_open_policy_stays_open() -> None:
    assert Policy.open().allow("os") == Policy.open()
    with pytest.raises(ValueError, match="every module"):
        Policy.open().deny("os")


@pytest.mark.parametrize("name", ["", "a b", "a..b", ".a", "a.", "1a", "a\0b", "*", "+os", "-x"])
def test_what_is_no_name_is_a_value_error(name: str) -> None:
    for change in (Policy().allow, Policy().deny, Policy().hide, Policy().show):
        with pytest.raises(ValueError, match="name"):
            change(name)


@pytest.mark.parametrize("name", ["a\0+os", "x\0*", "*", "", "a b"])
def test_names_given_to_the_constructor_are_looked_at_too(name: str) -> None:
    """No name may smuggle in a word of the engine's own language."""
    with pytest.raises(ValueError, match="name"):
        Policy(modules=frozenset({name}))
    with pytest.raises(ValueError, match="name"):
        Policy(hidden_builtins=frozenset({name}))


@pytest.mark.parametrize("modules", ["os", 5, [1], ["a", None]])
def test_what_is_no_set_of_names_is_an_error(modules: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        Policy(modules=modules)  # type: ignore[arg-type]


def test_a_name_that_is_mistyped_is_an_error_with_the_right_one() -> None:
    for change, wrong, right in (
        (Policy().allow, "picle", "pickle"),
        (Policy().deny, "jsn", "json"),
        (Policy().hide, "evall", "eval"),
        (Policy().show, "opn", "open"),
    ):
        with pytest.raises(ValueError, match=f"{wrong!r}; did you mean {right!r}"):
            change(wrong)
    with pytest.raises(ValueError, match=r"modules of the host's .* need no permission"):
        Policy().allow("my_robot_interface")
    with pytest.raises(ValueError, match="'maths'"):
        Policy(modules=frozenset({"maths"}))


def test_every_builtin_and_module_that_there_is_has_a_name_that_policies_know() -> None:
    names = run_script(
        "import builtins\n[n for n in dir(builtins) if n == '__import__' or n[:2] != '__']",
        policy=Policy.open(),
    ).value
    assert len(names) > 70
    assert set(names) <= BUILTINS
    for module in POCKETPY_MODULES:
        Policy().allow(module)


def test_scripts_of_other_policies_do_not_share_a_vm() -> None:
    limits = Limits(memory="4MiB")
    for _ in range(3):
        assert run_script("import stdc", limits=limits, policy=Policy.open()).ok
        assert run_script("import stdc", limits=limits).status is Status.ERROR
        assert run_script("import math", limits=limits).ok
        assert run_script("import math", limits=limits, policy=Policy().deny("math")).error


@pytest.mark.parametrize(
    "script",
    [
        "import builtins\nbuiltins.__import__ = lambda n: n\nprint(__import__('os'))",
        "import sys\nsys.modules = {}\nimport stdc as os",
        "class Fake: pass\nstdc = os = Fake()\nimport stdc as os",
    ],
)
def test_patching_opens_nothing(vm: VM, script: str) -> None:
    result = vm.run(f"{script}\nprint(os.system)")
    assert result.status is Status.ERROR, str(result)
    vm.reset()
    assert_works(vm)


def test_a_module_that_was_imported_before_does_not_open_the_next_vm() -> None:
    with VM(policy=Policy.open()) as first:
        assert first.run("import pkpy\nimport stdc").ok
        with VM() as second:
            assert second.run("import pkpy").status is Status.ERROR
            assert second.run("import stdc").status is Status.ERROR


# Each an own script, so that one that fails leaves the others to be tried.
SYNTAX = (
    "{1, 2}", "{n for n in (1, 2)}", "2j", "-2j * 3", "{1: 2}", "{n: n for n in [1]}", "[1, 2]",
    "[n for n in (1, 2) if n]", "(1, 2)", "[1, 2, 3][0:2]", "'abc'[::-1]", "b'ab'[0]", "...",
    "f'{1!r} {2.5:.2f} {[1]} {None}'", "1 < 2 < 3", "1 in [1] and 1 not in (2,) or not 3",
    "1 + 2.0 * 3 // 2 ** 2 % 5 - 1 << 1 if False else ~1", "(lambda *a, k=1, **b: a)(1, k=2, z=3)",
    "print(*[1], **{'end': ''})", "x: int = 1\nx += 1\ndel x", "a, *b = [1, 2, 3]", "a, b = [1]",
    "for n in [1]:\n    continue\nelse:\n    pass", "while True:\n    break",
    "class A(Exception):\n    x: int = 1\n    def __init__(self):\n        super().__init__()\nA()",
    "class A:\n    @property\n    def a(self): return {1}\n    @staticmethod\n"
    "    def b(): return 1j\n    @classmethod\n    def c(cls): return cls\nA().a, A().b(), A().c()",
    "class A:\n    x = {1}\n    y = 1j",
    "class A:\n    def __enter__(self): return {1}\n    def __exit__(self, *a): pass\n"
    "with A() as a:\n    pass",
    "try:\n    1 / 0\nexcept ZeroDivisionError as e:\n    e",
    "try:\n    [][1]\nexcept:\n    {1}, 1j",
    "try:\n    {}[1]\nexcept (IndexError, KeyError):\n    pass", "raise Exception('x')",
    "raise ValueError", "assert 1 == 2, {1}", "assert 0", "no_such_name",
    "match 3:\n    case 1: pass\n    case 3: x = {1}\n    case _: pass",
    "import json\nfrom math import *\njson.dumps({'a': [1, (2,)]}), json.loads('[1, {}]')",
    "import no_such_module", "import cmath\ncmath.sqrt(-1)",
    "from collections import Counter, defaultdict, deque\nCounter('abc'), deque([1])",
    "from dataclasses import dataclass\n@dataclass\nclass A:\n    a: int\n    b: int = 2\n"
    "repr(A(1)), A(1) == A(1)",
    "from enum import Enum\nclass A(Enum):\n    B = 1\nA.B.name",
    "def g():\n    yield {1}\n    yield from [1j, 2]\nfor n in g():\n    pass",
    "def f(a, b=2, *c, d: int = 3) -> int:\n    global z\n    z = {a}\nf(1, 2, 3, d=4)",
    "def f(): return f()\nf()", "x = = 1", "exec('{1}')", "eval('1j')", "{1} | {2}, {1} & {2}",
)  # fmt: skip


@pytest.mark.dialect("pocketpy", reason="in Python syntax needs no builtin, but the library does")
def test_no_syntax_fails_in_the_engine_whatever_builtin_is_hidden() -> None:
    with VM() as vm:
        whole = [vm.run(script).status for script in SYNTAX]
    assert set(whole) == {Status.OK, Status.ERROR}
    for name in sorted(BUILTINS):
        with VM(policy=Policy().hide(name)) as vm:
            for script, status in zip(SYNTAX, whole, strict=True):
                result = vm.run(script)
                if result.status is not status:
                    assert result.error is not None, (name, script)
                    assert result.error.type == "NameError", (name, script, str(result))
                    assert result.error.refused == name, (name, script, str(result))


LITERALS = {"set": ("{1, 2}", "{n for n in [1]}", "{f(), f()}"), "complex": ("2j", "-2j")}


@pytest.mark.dialect("pocketpy", reason="in Python a literal needs no name")
@pytest.mark.parametrize("builtin", LITERALS)
@pytest.mark.parametrize("way", ["hidden", "deleted"])
def test_literals_whose_builtin_is_gone(builtin: str, way: str) -> None:
    policy = Policy().hide(builtin) if way == "hidden" else Policy()
    with VM(policy=policy) as vm:
        vm.run("import builtins\ndef f(): return 1").check()
        if way == "deleted":
            vm.run(f"del builtins.{builtin}").check()
        for literal in LITERALS[builtin]:
            for script in (literal, f"x = {literal}", f"def g():\n    yield {literal}\nlist(g())"):
                error = vm.run(script).error
                assert error is not None and error.type == "NameError", script
                assert error.message == f"name '{builtin}' is not defined"
                assert error.refused == (builtin if way == "hidden" else None)
            script = f"try:\n    x = {literal}\nexcept NameError as e:\n    x = str(e)"
            vm.run(script).check()
            assert vm.eval("x") == f"name '{builtin}' is not defined"
            # What raised it is not left behind.
            assert vm.eval(f"hasattr(builtins, {builtin!r})") is False
        # Its own is no builtin; one that a script puts there is used.
        vm.run(f"{builtin} = 3")
        assert str(vm.run(LITERALS[builtin][0]).status) == "error"
        vm.run(
            "class Mine:\n    def __init__(self, *a): self.got = []\n"
            f"    def add(self, x): self.got.append(x)\nbuiltins.{builtin} = Mine"
        ).check()
        assert vm.eval(f"type({LITERALS[builtin][0]}) is Mine") is True
    with VM() as vm:
        assert vm.eval("str([{1, 2}, 2j])") == "[{1, 2}, 2j]"
