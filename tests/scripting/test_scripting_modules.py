"""Modules of the host's, and importers that misbehave."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from pkhost import VM, Limits, Policy, Status, VMBusyError
from pkhost.scripts.policy import POCKETPY_MODULES
from which_pocketpy import GONE

MODULES = {
    "shapes": "def area(a, b): return a * b",
    "package": "x = 1",
    "package.part": "from . import other\nfrom .other import o\ny = other.o + o",
    "package.other": "o = 7",
    "deep.er.module": "k = 5",
    "here": "import there\na = 1",
    "there": "import here\nb = 2",
    "wrong": "x = 1\ndef f(:\n",
    "boom": "def f():\n    1 / 0\nf()",
    "endless": "while True: pass",
}


@pytest.mark.parametrize(
    ("script", "value"),
    [
        ("import shapes\nshapes.area(2, 3)", 6),
        ("from shapes import area\narea(2, 3)", 6),
        ("import package\npackage.x", 1),
        ("import package.part\npackage.part.y", 14),
        ("from package import part\npart.y", 14),
        ("from package.part import *\ny", 14),
        ("import deep.er.module\ndeep.er.module.k", 5),
        ("import here\nimport there\nhere.a + there.b", 3),
        ("import package.part as p\nimport package.part as q\np is q", True),
    ],
)
def test_modules(script: str, value: object) -> None:
    with VM(modules=MODULES) as vm:
        result = vm.run(script)
        assert result.check().value == value
        vm.reset()
        assert vm.run(script).value == value  # they can be imported again


@pytest.mark.parametrize(
    ("script", "kind", "file", "line"),
    [
        ("import wrong", "SyntaxError", "wrong.py", 2),
        ("import boom", "ZeroDivisionError", "boom.py", 2),
        ("import nothing", "ModuleNotFoundError", "main.py", 1),
        ("import package.nothing", "ModuleNotFoundError", "main.py", 1),
        ("import shapes.nothing", "ModuleNotFoundError", "main.py", 1),
        ("from shapes import nothing", "ImportError", "main.py", 1),
        ("from . import shapes", "ImportError", "main.py", 1),
    ],
)
def test_errors_name_their_own_file(script: str, kind: str, file: str, line: int) -> None:
    with VM(modules=MODULES) as vm:
        error = vm.run(script).error
        assert error is not None
        assert error.type == kind
        assert (error.traceback[-1].file, error.traceback[-1].line) == (file, line)


def test_a_limit_in_a_module() -> None:
    with VM(modules=MODULES) as vm:
        result = vm.run("import endless", limits=Limits(steps=1000))
        assert (result.status, result.usage.steps) == (Status.STEPS, 1000)
        assert result.error is not None
        assert result.error.traceback[-1].file == "endless.py"
        assert vm.run("import shapes\nshapes.area(1, 1)").value == 1


@pytest.mark.parametrize("name", ["a b", "", "a.", ".a", "a..b", "a/b", "../a", 5])
def test_names_that_no_module_can_have(name: Any) -> None:
    with pytest.raises(ValueError, match="is not the name of a module"):
        VM(modules={name: ""})


@pytest.mark.parametrize("name", sorted(POCKETPY_MODULES - GONE))
def test_names_that_pocketpy_has(name: str) -> None:
    with VM(policy=Policy.open()) as vm:
        assert vm.run(f"import {name}").status is Status.OK
    for modules in ({name: ""}, {f"{name}.part": ""}):
        with pytest.raises(ValueError, match="of its own"):
            VM(modules=modules)


def test_a_source_of_another_type() -> None:
    with pytest.raises(TypeError, match="the source of 'a' is not str or bytes"):
        VM(modules={"a": 5})  # type: ignore[dict-item]


def importing(answer: Callable[[str], Any]) -> tuple[VM, list[str]]:
    asked: list[str] = []

    def importer(name: str) -> Any:
        asked.append(name)
        return answer(name)

    return VM(importer=importer), asked


def test_an_importer_is_asked_once_for_what_is_not_there() -> None:
    vm, asked = importing(lambda name: f"name = {name!r}" if name != "none" else None)
    with vm:
        script = "import one\nimport one\nimport math\nfrom two import name\n[one.name, name]"
        assert vm.run(script).value == ["one", "two"]
        assert asked == ["one", "two"]
        error = vm.run("import none").error
        assert error is not None and error.type == "ModuleNotFoundError"


def test_an_importer_is_not_asked_for_what_the_library_has() -> None:
    vm, asked = importing(lambda name: "evil = 1")
    with vm:
        for name in ("os", "os.path", "json", "collections.abc"):
            assert vm.run(f"hasattr(__import__({name!r}), 'evil')").value is False
        assert asked == []


@pytest.mark.dialect("python", reason="PocketPy asks for parts of any module")
def test_an_importer_is_not_asked_for_parts_of_what_is_no_package() -> None:
    vm, asked = importing(lambda name: "evil = 1")
    with vm:
        for name in ("math", "os", "bisect", "struct"):
            error = vm.run(f"import {name}\nfrom {name} import evil").error
            assert error is not None
            assert error.type == "ImportError"
        assert asked == []
        assert vm.run("from json import more\nmore.evil").value == 1  # a package may have it
        assert asked == ["json.more"]


@pytest.mark.parametrize(
    "names",
    [
        pytest.param(
            ("os", "stdc", "pickle", "os.path", "pickle.x", "__main__"),
            marks=pytest.mark.dialect("pocketpy", reason="in Python these modules are harmless"),
        ),
        ("stdc", "stdc.x", "pkpy"),
    ],
)
def test_an_importer_is_not_asked_for_what_pocketpy_has(names: tuple[str, ...]) -> None:
    vm, asked = importing(lambda name: "evil = 1")
    with vm:
        for name in names:
            error = vm.run(f"__import__({name!r})").error
            assert error is not None
            assert "is not allowed here" in error.message
        assert asked == []


def test_a_module_of_the_hosts_in_the_place_of_one_that_is_denied() -> None:
    with VM(policy=Policy().deny("bisect", "math")) as vm:
        assert vm.run("import bisect").error.refused == "bisect"  # type: ignore[union-attr]
        vm.expose_module("bisect", {"here": 1})
        assert vm.run("import bisect\nbisect.here").value == 1
        vm.reset()
        assert vm.run("import bisect\nbisect.here").value == 1
        with pytest.raises(ValueError, match="there is a module math already"):
            vm.expose_module("math", {"here": 1})
        assert vm.run("import math").error.refused == "math"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "/etc/passwd", ".", "..", "", "a..b", "a" * 64, "a" * 100_000]
)
def test_names_that_scripts_make_up(name: str) -> None:
    vm, asked = importing(lambda name: None)
    with vm:
        assert vm.run(f"__import__({name!r})").status is Status.ERROR
        assert asked == []
        assert vm.run("1 + 1").value == 2


async def coroutine(name: str) -> str:
    return ""


HOSTILE: dict[str, tuple[Callable[[str], Any], type[Exception], str]] = {
    "another type": (lambda name: 5, TypeError, "gave int as source of 'x'"),
    "a coroutine": (coroutine, TypeError, "gave coroutine as source"),
    "a NUL": (lambda name: "a = 1\0", ValueError, "holds a NUL character"),
    "a NUL in bytes": (lambda name: b"\xff\xfe\0", ValueError, "holds a NUL character"),
    "an error": (lambda name: {}[name], KeyError, "x"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_what_an_importer_does_wrong_stops_the_script_and_comes_out(kind: str) -> None:
    answer, error, said = HOSTILE[kind]
    vm, _ = importing(answer)
    with vm:
        for script in ("import x", "try:\n    import x\nexcept:\n    pass\nwhile True: pass"):
            with pytest.raises(error, match=said):
                vm.run(script, limits=Limits(steps=None, wall_time=None, cpu_time=None))
            assert vm.run("1 + 1").value == 2


def test_an_importer_that_uses_its_own_vm() -> None:
    vm, _ = importing(lambda name: str(vm.run("1")))
    with vm:
        with pytest.raises(VMBusyError):
            vm.run("import x")
        assert vm.run("1 + 1").value == 2


def test_an_importer_that_is_interrupted() -> None:
    def interrupt(name: str) -> str:
        raise KeyboardInterrupt

    vm, _ = importing(interrupt)
    with vm:
        with pytest.raises(KeyboardInterrupt):
            vm.run("import x")
        assert vm.run("1 + 1").value == 2


@pytest.mark.parametrize(
    ("source", "status"),
    [
        (b"\xff\xfe = 1", Status.ERROR),
        ("x = '\ud800'", Status.OK),  # half a surrogate pair becomes a question mark
        ("x = 1\n" * 5_000_000, Status.MEMORY),
        ("(" * 100_000, Status.ERROR),
        ("while True: pass", Status.STEPS),
        ("import x", Status.OK),
        ("import y\n", Status.ERROR),
    ],
    ids=["bytes", "surrogate", "huge", "nested", "endless", "itself", "ever longer"],
)
def test_sources_that_an_importer_may_give(source: Any, status: Status) -> None:
    def answer(name: str) -> Any:
        return source if name == "x" else f"import {name}z"

    vm, _ = importing(answer)
    with vm:
        result = vm.run("import x", limits=Limits(steps=1_000_000, memory="64MiB"))
        assert result.status is status or (
            # Nested too deeply is a crash of PocketPy's parser, or an error.
            source[0] == "(" and result.status in (Status.CRASHED, Status.ERROR)
        ), str(result)
        assert vm.run("1 + 1").value == 2


def test_any_number_of_names_costs_the_host_nothing() -> None:
    """What may be imported grows by what the importer gave, not by what was asked for."""
    vm, asked = importing(lambda name: None)
    script = (
        "for i in range(20000):\n    try:\n        __import__(f'name{i}')\n"
        "    except ImportError: pass"
    )
    with vm:
        assert vm.run(script).status is Status.OK
        assert len(asked) == 20_000
        steps = vm.run("import math").usage.steps
        assert vm.run("import math").usage.steps == steps
