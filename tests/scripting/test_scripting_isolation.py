"""The arguments that say where a script runs, and what results say about it."""

from __future__ import annotations

import asyncio
import json
import pickle
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from pkhost import (
    PROTECTIONS,
    VM,
    Limits,
    ProtectionUnavailable,
    ScriptResult,
    VMPool,
    run_program,
    run_script,
)
from pkhost.engine import factory
from pkhost.engine.isolation import SCRIPT_PROTECTIONS
from scripting_processes import python

SMALL = Limits(memory="4MiB")


def _vm(**given: Any) -> ScriptResult:
    with VM(limits=SMALL, **given) as vm:
        return vm.run("1")


def _pool(**given: Any) -> ScriptResult:
    with VMPool(1, limits=SMALL, **given) as pool:
        return pool.run("1")


def _script(**given: Any) -> ScriptResult:
    return run_script("1", limits=SMALL, **given)


Made = Callable[..., ScriptResult]
EVERYWHERE: dict[str, Made] = {"run_script": _script, "VM": _vm, "VMPool": _pool}
everywhere = pytest.mark.parametrize("made", EVERYWHERE.values(), ids=EVERYWHERE)


def protections(home: str) -> dict[str, str]:
    return dict(factory.home(home).protections())  # type: ignore[arg-type]


# ---------------------------------------------------------------------------- isolation


@everywhere
def test_a_home_is_chosen_by_its_name(made: Made, isolation: str) -> None:
    named, by_default = made(isolation=isolation), made()
    assert named.protections == by_default.protections == protections(isolation)
    assert made(isolation=None).protections == named.protections


WRONG: dict[str, tuple[object, type[Exception], str]] = {
    "another name": ("container", ValueError, "isolation: 'container' is neither 'process' nor"),
    "nearly": ("proces", ValueError, "did you mean 'process'?"),
    "nothing": ("", ValueError, "isolation: '' is neither"),
    "a bool": (True, TypeError, "isolation: expected 'process' or 'thread', not True"),
    "no text": (["thread"], TypeError, "isolation: expected 'process' or 'thread', not"),
}


@everywhere
@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_what_names_no_home_is_refused(
    made: Made, wrong: tuple[object, type[Exception], str]
) -> None:
    given, kind, message = wrong
    with pytest.raises(kind, match=re.escape(message)):
        made(isolation=given)


@pytest.mark.parametrize("name", ["isolatoin", "requires"])
def test_a_slip_in_the_name_of_the_argument_is_named(name: str) -> None:
    with pytest.raises(TypeError, match=r"did you mean '(isolation|require)'"):
        run_script("1", **{name: "thread"})  # type: ignore[call-arg]


def test_a_run_has_no_home_of_its_own() -> None:
    with VM() as vm, pytest.raises(TypeError, match="unexpected keyword argument 'isolation'"):
        vm.run("1", isolation="thread")  # type: ignore[call-arg]


def test_a_vm_says_where_it_is(isolation: str) -> None:
    with VM() as vm:
        assert (vm.isolation, vm.group) == (isolation, None)


# -------------------------------------------------------------------------------- group


@pytest.mark.parametrize(
    ("group", "kind", "message"),
    [
        ("alice", ValueError, 'group: with isolation="thread" all VMs are in this process'),
        ("", ValueError, "group: '' cannot be a name"),
        ("a\0b", ValueError, "cannot be a name"),
        ("x" * 201, ValueError, "have 1 to 200 bytes"),
        ("\ud800", ValueError, "not valid Unicode"),
        (b"alice", TypeError, "group: expected a name, not b'alice'"),
        (7, TypeError, "group: expected a name, not 7"),
        ([], TypeError, "group: expected a name"),
    ],
)
def test_a_group_that_cannot_be_is_refused(group: Any, kind: type[Exception], message: str) -> None:
    with pytest.raises(kind, match=message):
        VM(isolation="thread", group=group)


def test_only_vms_have_groups() -> None:
    for made in (_script, _pool):
        with pytest.raises(TypeError, match="unexpected keyword argument 'group'"):
            made(group="alice")


# ------------------------------------------------------------------------------ require


def test_the_names_are_those_of_programs() -> None:
    assert set(SCRIPT_PROTECTIONS) < set(PROTECTIONS)


UNKNOWN: dict[str, tuple[object, type[Exception], str]] = {
    "unknown": ({"moat"}, ValueError, "require: there is no protection 'moat'; there are: no_new"),
    "nearly": ("secomp", ValueError, "did you mean 'seccomp'"),
    "of programs only": (["cgroup"], ValueError, "require: there is no protection 'cgroup'"),
    "a number": (7, TypeError, "require: expected names of protections, not 7"),
    "false": (False, TypeError, "require: expected names of protections, not False"),
    "bytes": (b"seccomp", TypeError, "require: expected names of protections"),
    "no names": ([["seccomp"]], TypeError, "require: expected names of protections, not"),
    "numbers": ({1}, TypeError, "require: expected names of protections, not 1 among them"),
}


@everywhere
@pytest.mark.parametrize("wrong", UNKNOWN.values(), ids=UNKNOWN)
def test_what_names_no_protection_is_refused(
    made: Made, wrong: tuple[object, type[Exception], str]
) -> None:
    given, kind, message = wrong
    with pytest.raises(kind, match=message):
        made(require=given)


def test_programs_refuse_the_same() -> None:
    for given, kind, _ in UNKNOWN.values():
        if given == ["cgroup"]:
            continue
        with pytest.raises(kind, match=r"require.*protection"):
            run_program(["true"], require=given)  # type: ignore[call-overload]


@everywhere
def test_a_thread_has_no_protections(made: Made) -> None:
    with pytest.raises(ValueError, match='require: landlock, seccomp: with isolation="thread"'):
        made(isolation="thread", require={"seccomp", "landlock"})
    for nothing in ((), [], None, iter(())):
        states = made(isolation="thread", require=nothing).protections
        assert states == dict.fromkeys(SCRIPT_PROTECTIONS, 'not used: isolation="thread"')


@pytest.mark.home("process", reason="a thread has no protections")
@everywhere
def test_what_is_required_is_there_or_an_error(made: Made) -> None:
    states = protections("process")
    there = [name for name, state in states.items() if state == "on"]
    result = made(require=iter(there))
    assert all(result.protections[name] == "on" for name in there)
    missing = {name: state for name, state in states.items() if state != "on"}
    if missing:
        with pytest.raises(ProtectionUnavailable) as caught:
            made(require=[*there, *missing])
        assert caught.value.missing == missing


# ------------------------------------------------------------------------------ results


def results() -> Iterator[ScriptResult]:
    """Of everything that gives one, also where nothing was run."""
    with VM(limits=SMALL) as vm:
        yield vm.run("1")
        yield vm.run("1 / 0")
        yield vm.run("while True: pass", limits=Limits(steps=100))
        yield vm.run("a\0b")
        yield vm.run("print(1)", on_stdout=lambda _: None)
        yield vm.start("1").result()
        yield vm.start("a\0b").result()
        vm.run("def f(): pass")
        yield vm.call_result("f")
        yield asyncio.run(vm.run_async("1"))
        yield asyncio.run(vm.run_async("a\0b"))
    yield _script()
    yield run_script("a\0b")
    with VMPool(1, limits=SMALL) as pool:
        yield pool.run("1")
        yield from pool.map(["1", "2"])


def test_every_result_has_them(isolation: str) -> None:
    expected = protections(isolation)
    assert list(expected) == list(SCRIPT_PROTECTIONS)
    seen = list(results())
    for result in seen:
        assert result.protections == expected
        assert result.as_dict()["protections"] == expected
        assert json.loads(json.dumps(result.as_dict()))["protections"] == expected
        assert pickle.loads(pickle.dumps(result)).protections == expected
    # Each has its own: what a user does to one is nobody else's matter.
    seen[0].protections.clear()
    seen[3].protections.clear()
    assert all(result.protections == expected for result in results())


# -------------------------------------------------------------- where there is no isolation


# In a Python of its own, where nothing has started a worker before.
WITHOUT = """
import pathlib
import pkhost
from pkhost.engine.extension import process_home
process_home._WORKER = pathlib.Path("no/such/worker")
for made in (
    lambda **given: pkhost.run_script("1", **given),
    lambda **given: pkhost.VM(**given),
    lambda **given: pkhost.VMPool(1, **given),
    lambda **given: pkhost.run_script("1", require="seccomp", **given),
):
    try:
        made(isolation="process")
    except pkhost.EngineError as error:
        print(error)
print(pkhost.run_script("6 * 7", isolation="thread").value)
"""


@pytest.mark.home("process", reason="it looks for what a process needs")
def test_where_scripts_cannot_be_isolated_that_is_an_error() -> None:
    """No silent fall-back; the message names what is missing, and the alternative."""
    done = python(WITHOUT)
    assert done.stderr == ""
    *said, value = done.stdout.splitlines()
    assert value == "42" and len(said) == 4 and len(set(said)) == 1
    assert said[0].startswith("scripts cannot be isolated here: ")
    assert "no/such/worker" in said[0] and "No such file or directory" in said[0]
    assert "for scripts whose authors you trust" in said[0] and 'isolation="thread"' in said[0]
