"""Numbers and codes that both sides keep stand once, in csrc/engine/pkhost.h."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgpack
import pytest
from cffi import FFI

import pkhost
from pkhost import VM, EngineError, Policy, Status, run_script
from pkhost.engine import constants
from pkhost.engine.extension.binding import Binding, load
from pkhost.engine.job import Kind
from pkhost.engine.outcome import Event, Stream
from pkhost.scripts import values

ROOT = Path(__file__).resolve().parents[2]
HEADER = ROOT / "csrc/engine/pkhost.h"
PACKAGE = Path(pkhost.__file__).resolve().parent
SEAM = PACKAGE / "engine/extension"

PROGRAMS_ONLY = {Status.SIGNALED, Status.NOT_STARTED, Status.SANDBOX_FAILED}


def declarations() -> str:
    """What cffi reads of the header."""
    text = HEADER.read_text(encoding="utf-8")
    return text.partition("/* cffi: begin */")[2].partition("/* cffi: end */")[0]


def enums() -> dict[str, dict[str, int]]:
    """Every enum of the header with a name, and its members, as cffi reads them."""
    text = declarations()
    ffi = FFI()
    ffi.cdef(text)
    return {
        name: {member: code for code, member in ffi.typeof(f"enum {name}").elements.items()}
        for name in re.findall(r"^enum (\w+) \{", text, re.MULTILINE)
    }


def modules() -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path, ast.parse(path.read_bytes())


# ----------------------------------------------------------------------------- codes


def test_the_extension_is_built_from_the_header() -> None:
    ffi = load().ffi
    for name, members in enums().items():
        built = {member: code for code, member in ffi.typeof(f"enum {name}").elements.items()}
        assert built == members, name
        assert len(set(members.values())) == len(members), f"{name}: two members of one value"


def test_every_code_has_its_name_on_both_sides() -> None:
    binding, header = load(), enums()
    for enum, prefix, mapping in (
        ("pkhost_status", "PKHOST_STATUS_", {v.name: k for k, v in binding.statuses.items()}),
        ("pkhost_kind", "PKHOST_", {k.name: v for k, v in binding.kinds.items()}),
        ("pkhost_stream", "PKHOST_", {k.name: v for k, v in binding.streams.items()}),
    ):
        assert {prefix + name: code for name, code in mapping.items()} == header[enum]
    assert set(binding.kinds) == set(Kind) and set(binding.streams) == set(Stream)
    assert set(binding.statuses.values()) == set(Status) - PROGRAMS_ONLY
    assert set(binding.events.values()) == set(Event)
    for code, event in binding.events.items():
        assert header["pkhost_answer"][f"PKHOST_{event.name}"] == code
        binding.check(code)


def test_every_refusal_says_something_of_its_own() -> None:
    binding, said = load(), set()
    answers = enums()["pkhost_answer"]
    refusals = {
        name: code
        for name, code in answers.items()
        if code not in binding.events and name != "PKHOST_TOO_LARGE"  # which names the size
    }
    for name, code in refusals.items():
        with pytest.raises((EngineError, RuntimeError, ValueError)) as caught:
            binding.check(code)
        assert str(caught.value) not in said, name
        said.add(str(caught.value))
    assert len(said) == len(refusals) == len(binding.refusals) > 8


# An added member in the middle shifts all that follow, and a missing one too.
CHANGES: dict[str, tuple[str, str, str]] = {
    "an answer more": ("PKHOST_BUSY, ", "PKHOST_ASLEEP, PKHOST_BUSY, ", "ASLEEP"),
    "an answer less": ("PKHOST_TIMEOUT, ", "", "TIMEOUT"),
    "a status more": ("PKHOST_STATUS_STEPS,", "PKHOST_STATUS_X, PKHOST_STATUS_STEPS,", "X"),
    "a kind more": ("PKHOST_CALL, ", "PKHOST_CALL, PKHOST_RENAME, ", "RENAME"),
    "a kind less": ("PKHOST_GET, ", "", "GET"),
    "a stream more": ("PKHOST_STDERR = 2,", "PKHOST_STDERR = 2, PKHOST_LOG,", "LOG"),
    "a limit more": ("PKHOST_LIMIT_STEPS,", "PKHOST_LIMIT_Y, PKHOST_LIMIT_STEPS,", "Y"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_one_code_more_or_less_is_an_error_and_no_silent_shift(
    change: tuple[str, str, str],
) -> None:
    before, after, named = change
    text = re.sub(r"/\*.*?\*/|\s+", lambda m: " ", declarations(), flags=re.DOTALL)
    text = re.sub(r" +", " ", text)
    assert text.count(before) == 1, "the header has changed; so has this test to"
    for source, wrong in ((text, False), (text.replace(before, after), True)):
        ffi = FFI()
        ffi.cdef(source)
        if wrong:
            with pytest.raises(EngineError, match=rf"do not belong together .*\b{named}\b"):
                Binding(ffi, None)
        else:
            Binding(ffi, None)


# -------------------------------------------------------------------------- constants


def test_every_constant_is_in_the_header() -> None:
    members = {name: code for enum in enums().values() for name, code in enum.items()}
    for name in constants.__all__:
        assert getattr(constants, name) == members[f"PKHOST_{name}"], name
    with pytest.raises(AttributeError, match="no attribute 'BUSY'"):
        _ = constants.BUSY  # type: ignore[attr-defined]  # of the header, and not for all


def test_no_bound_stands_a_second_time_in_python() -> None:
    """In the package's half for scripts: what is larger than the counts of everyday."""
    bounds = {
        code: name
        for enum in ("pkhost_bound", "pkhost_separator")
        for name, code in enums()[enum].items()
        if code > 8
    }
    # 64: the tags that a wakeup gives at a time.  1 << 63 and the like are no bounds of pkhost's.
    allowed = {("wakeup.py", 64)}
    found = []
    for path, tree in modules():
        if not path.is_relative_to(PACKAGE / "engine") and path.parent.name != "scripts":
            continue
        found += [
            f"{path.name}:{node.lineno}: {bounds[node.value]} = {node.value}"
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant)
            and type(node.value) is int
            and node.value in bounds
            and (path.name, node.value) not in allowed
        ]
    assert found == []


def test_no_bound_stands_a_second_time_in_c() -> None:
    """An enumerator or an array of one of these sizes that is named after the same thing."""
    words = {"DEPTH": 64, "LEVELS": 64, "FILE_NAME": 1024, "SIGNATURE": 240}
    bounds = enums()["pkhost_bound"]
    assert {bounds[f"PKHOST_{w}_MOST"] == n for w, n in words.items() if w != "LEVELS"} == {True}
    found = []
    for path in sorted((ROOT / "csrc/engine").rglob("*.[ch]")):
        if path == HEADER:
            continue
        code = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        for word, number in words.items():
            found += [
                f"{path.name}: {match}"
                for match in re.findall(rf"\b\w*{word}\w*\s*(?:=|\[|<=?|>=?)\s*{number}\b", code)
            ]
        found += [
            f"{path.name}: {match}"
            for match in re.findall(r"\b(?:TUPLE|SET|ABSENT|KEY)\s*=\s*[1-4]\b", code)
        ]
    assert found == []


def test_one_module_imports_the_extension_and_one_the_engine() -> None:
    found: dict[str, set[str]] = {"_engine": set(), "extension": set()}
    for path, tree in modules():
        for node in ast.walk(tree):
            names: list[str] = []
            if isinstance(node, ast.ImportFrom):
                names = [*(node.module or "").split("."), *(alias.name for alias in node.names)]
            elif isinstance(node, ast.Import):
                names = [part for alias in node.names for part in alias.name.split(".")]
            for name in found.keys() & set(names):
                found[name].add(str(path.relative_to(PACKAGE)))
            if path.parent != SEAM and isinstance(node, (ast.Name, ast.Attribute)):
                name = node.id if isinstance(node, ast.Name) else node.attr
                assert name not in ("ffi", "lib"), f"{path}:{node.lineno}"
    assert found == {
        "_engine": {"engine/extension/binding.py"},
        "extension": {"engine/factory.py"},
    }


# ------------------------------------------------------- bounds, just under and just over


def nested(depth: int) -> Any:
    value: Any = 1
    for _ in range(depth):
        value = [value]
    return value


def test_depth() -> None:
    most = constants.DEPTH_MOST
    with VM() as vm:
        vm.expose(nested, "make")
        vm.set("x", nested(most))
        assert vm.get("x") == vm.eval(f"make({most})") == nested(most)
        with pytest.raises(ValueError, match=f"deeper than {most} levels"):
            vm.set("x", nested(most + 1))
        refused = vm.run(f"make({most + 1})").error
        assert refused is not None and f"deeper than {most} levels" in refused.message
        too_deep = vm.run(f"x = 1\nfor _ in range({most + 1}): x = [x]\nmake(x)").error
        assert too_deep is not None and f"({most} levels are the most)" in too_deep.message


def test_name_of_a_file() -> None:
    most = constants.FILE_NAME_MOST
    policy = Policy().show("open")
    source = "open('{}', 'w').write('x')"
    with VM(policy=policy) as vm:
        name = "é" * (most // 2)
        done = vm.run(f"open('{name}').read()", files={name: "held"})
        assert done.value == "held"
        assert list(vm.run(source.format("n" * most), files={}).files) == ["n" * most]
        with pytest.raises(ValueError, match="cannot be the name of a file"):
            vm.run("1", files={name + "n": ""})
        refused = vm.run(source.format("n" * (most + 1)), files={})
        assert refused.error is not None and not refused.files


def test_signature() -> None:
    most = constants.SIGNATURE_MOST

    def function(a: int = 1) -> int:
        return a

    rest = len("(a=...)")
    with VM() as vm:
        name = "n" * (most - rest)
        vm.expose(function, name)
        assert vm.eval(f"{name}(3)") == 3
        with pytest.raises(ValueError, match="signature is too long"):
            vm.expose(function, name + "n")
        with pytest.raises(ValueError, match="too long to be declared"):
            vm.expose_module("m", {"n" * (most + 1): 1})


EXTENSIONS: dict[str, tuple[str, Callable[[], Any]]] = {
    "EXTENSION_TUPLE": ("(1, 2)", lambda: (1, 2)),
    "EXTENSION_SET": ("{1}", lambda: {1}),
    "EXTENSION_ABSENT": ("...", lambda: ...),
}


@pytest.mark.parametrize("name", EXTENSIONS)
def test_extension_types(name: str) -> None:
    source, make = EXTENSIONS[name]
    packed = values.pack([make()])
    [code] = msgpack.unpackb(packed, ext_hook=lambda code, data: code)
    assert code == getattr(constants, name)
    assert run_script("x", inputs={"x": make()}).value == make()
    result = run_script(source)
    assert result.value == make() and type(result.value) is type(make())


def test_a_tuple_among_keys_has_a_type_of_its_own() -> None:
    assert run_script("{(1, (2, 3)): 4}").value == {(1, (2, 3)): 4}
    key = tuple.__new__(msgpack.ExtType, (constants.EXTENSION_KEY, msgpack.packb([1])))
    assert values.unpack(msgpack.packb({0: [key]})) == {0: [(1,)]}
