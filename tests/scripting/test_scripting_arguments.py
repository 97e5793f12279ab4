"""Arguments as people first write them: they work, or say what to write."""

from __future__ import annotations

import copy
import decimal
import math
import pickle
import re
from pathlib import Path
from typing import Any

import pytest

from pkhost import VM, Determinism, Policy, ScriptError, VMPool, run_script


def test_a_path_for_a_source_says_what_to_write() -> None:
    for run in (run_script, VM().run, VM().start):
        with pytest.raises(TypeError, match=r"path\.read_bytes\(\), with filename=str\(path\)"):
            run(Path("script.py"))  # type: ignore[operator]


def test_wrong_arguments_are_told_in_the_words_that_users_know() -> None:
    with pytest.raises(TypeError, match=r"^VM\.__init__\(\) got an unexpected"):
        VM(limit=None)  # type: ignore[call-arg]
    with pytest.raises(TypeError, match=r"^start_time: expected seconds since 1970, not 'now'"):
        Determinism(start_time="now")  # type: ignore[arg-type]


@pytest.mark.parametrize("value", [["a"], "abc", [("a", 1)], 5])
def test_what_is_no_mapping_is_refused_by_name(value: Any) -> None:
    with pytest.raises(TypeError, match=r"^inputs: expected a mapping of names to values"):
        run_script("x = 1", inputs=value)
    with pytest.raises(TypeError, match=r"^files: expected a mapping of names to contents"):
        run_script("x = 1", files=value)
    with pytest.raises(TypeError, match=r"^modules: expected a mapping of module names"):
        VM(modules=value)
    with VM(policy=Policy().show("open")) as vm:
        with pytest.raises(TypeError, match=r"^inputs: expected a mapping"):
            vm.run("x = 1", inputs=value)
        with pytest.raises(TypeError, match=r"^files: expected a mapping"):
            vm.run("x = 1", files=value)
        with pytest.raises(TypeError, match=r"^expose_module: expected a mapping"):
            vm.expose_module("robot", value)
        assert vm.eval("1 + 1") == 2


class Ship:
    def __init__(self, fuel: int) -> None:
        self.fuel = fuel


def test_a_class_whose_instances_cannot_cross_is_refused() -> None:
    with VM() as vm:
        for kind in (Ship, decimal.Decimal, object):
            with pytest.raises(TypeError, match="cannot enter a script; expose functions"):
                vm.expose(kind)
            with pytest.raises(TypeError, match="cannot enter a script; expose functions"):
                vm.expose_module("game", {kind.__name__: kind})
        with pytest.raises(ScriptError, match="NameError"):
            vm.eval("Ship")


def test_a_class_whose_instances_cross_as_what_they_are_based_on() -> None:
    class Name(str):
        def __new__(cls, text: str) -> Name:
            return super().__new__(cls, text.title())

    with VM() as vm:
        vm.expose(Name)
        assert vm.eval("Name('ada')") == "Ada"


def test_constants_of_a_module() -> None:
    with VM() as vm:
        vm.expose_module(
            "robot",
            {"SPEED": 5, "NAMES": ["a", {"b": (1, None)}], "NOTHING": None, "go": lambda: "gone"},
        )
        assert vm.eval("[robot.SPEED, robot.NAMES, robot.NOTHING, robot.go()]") == [
            5,
            ["a", {"b": (1, None)}],
            None,
            "gone",
        ]
        assert vm.run("from robot import SPEED\nSPEED * 2").value == 10
        # A script may spoil its own VM's copy, not the next one's.
        vm.run("robot.NAMES.append(1); robot.SPEED = 0").check()
        vm.reset()
        assert vm.eval("[robot.SPEED, len(robot.NAMES)]") == [5, 2]
        for value, kind in ((Ship(1), TypeError), (1 << 70, ValueError)):
            with pytest.raises(kind, match=r"^other\.x is "):
                vm.expose_module("other", {"x": value})
        with pytest.raises(ValueError, match="'not-fine' cannot be a name"):
            vm.expose_module("other", {"not-fine": 1})


def test_a_value_of_a_module_that_cannot_cross_is_named() -> None:
    with VM() as vm:
        with pytest.raises(TypeError, match=r"^game\.ship is of type 'Ship'"):
            vm.expose_module("game", {"LIVES": 3, "ship": Ship(5)})
        with pytest.raises(ValueError, match=r'^game\.map\["x"\]\[1\] is an integer beyond'):
            vm.expose_module("game", {"map": {"x": [0, 1 << 64]}})
        vm.expose_module("game", {"LIVES": 3, "ship": [5]})
        assert vm.eval("game.LIVES, game.ship") == (3, [5])


def test_what_is_no_function_is_refused_by_name() -> None:
    with pytest.raises(TypeError, match=r"^importer: expected a function, not \{'a': 'b'\}"):
        VM(importer={"a": "b"})  # type: ignore[arg-type]
    for run in (run_script, VM().run, VM().start):
        for name in ("on_stdout", "on_stderr"):
            with pytest.raises(TypeError, match=f"^{name}: expected a function or a file object"):
                run("x = 1", **{name: 3})  # type: ignore[operator]


def test_a_path_for_a_module_says_what_to_write() -> None:
    with pytest.raises(TypeError, match=r"source of 'm' is a path; write path\.read_bytes\(\)"):
        VM(modules={"m": Path("m.py")})  # type: ignore[dict-item]


def test_what_is_alive_cannot_be_pickled_and_says_what_can() -> None:
    with VM() as vm, VMPool(1) as pool:
        run = vm.start("1")
        run.result()
        for alive, said in ((vm, "give it the source"), (pool, "each process"), (run, "result")):
            with pytest.raises(TypeError, match=said):
                pickle.dumps(alive)
            with pytest.raises(TypeError, match=said):
                copy.copy(alive)


def test_a_value_that_cannot_enter_is_named_as_it_was_given() -> None:
    with pytest.raises(TypeError, match=re.escape("inputs[\"x\"][1] is of type 'Ship'")):
        run_script("1", inputs={"x": [1, Ship(1)]})


def test_no_other_module_is_proposed_for_one_that_nobody_meant() -> None:
    with pytest.raises(ValueError, match="'numpy'") as caught:
        Policy().allow("numpy")
    assert "did you mean" not in str(caught.value)


def test_a_value_that_somebody_gives_is_never_taken_for_none_given() -> None:
    """Most of these come of a lookup that has failed."""
    with VM() as vm:
        with pytest.raises(TypeError, match="expose: expected a function, not None"):
            vm.expose(None)  # type: ignore[call-overload]
        with pytest.raises(ValueError, match="name: '' cannot be a name in a script"):
            vm.expose(len, "")
        with pytest.raises(TypeError):
            vm.call_result("print", named=0)  # type: ignore[arg-type]
        with pytest.raises(TypeError, match=r"^inputs: expected a mapping"):
            vm.run("1", inputs=[])  # type: ignore[arg-type]
        with pytest.raises(TypeError, match=r"^files: expected a mapping"):
            vm.run("1", files=())  # type: ignore[arg-type]
    with pytest.raises(TypeError, match=r"^modules: expected a mapping"):
        VM(modules=[])  # type: ignore[arg-type]
    with VMPool(1) as pool, pytest.raises(TypeError, match="items: expected what to call it with"):
        pool.map(lambda vm, item: item, None)  # type: ignore[call-overload]


@pytest.mark.parametrize("value", ["x", "5", b"5", [1]])
def test_what_is_no_timeout_is_named(value: Any) -> None:
    with VM() as vm:
        run = vm.start("1", paused=True)
        with pytest.raises(TypeError, match=r"^timeout: expected a number of seconds or None"):
            run.result(value)
        with pytest.raises(ValueError, match=r"^timeout: nan is not a number of seconds"):
            run.result(math.nan)
        assert run.paused and run.resume()  # it has not been stopped
        assert run.result(10**400).value == 1
        with pytest.raises(TypeError, match=r"^timeout"):
            run.result(value)
