"""What mypy --strict says of users' programs: right ones pass, wrong ones fail for the reason."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest

import pkhost
from pkhost import LimitName, Limits, LimitValues, PresetName, ProfileName
from pkhost.limits import _PRESETS
from pkhost.programs.profiles import _PROFILES

HOME = Path(pkhost.__file__).resolve().parents[1]

# As for a package that is installed: its types count, and errors inside of it are its own.
MYPY = [sys.executable, "-m", "mypy", "--strict", "--config-file=", "--follow-imports=silent"]

BEGIN = """
import asyncio
import sys
from typing_extensions import Unpack, assert_type
from pkhost import *
from pkhost import ProgramResult, ScriptResult
"""

RIGHT = {
    "text": 'assert_type(run_program(["a"]).stdout, str)',
    "text_said": 'assert_type(run_program(["a"], text=True, on_stdout=print).stderr, str)',
    "bytes": 'assert_type(run_program(["a"], text=False).stdout, bytes)',
    "either": """
def run(text: bool) -> None:
    assert_type(run_program(["a"], text=text).stdout, str | bytes)
""",
    "the_name_alone_is_text": """
def show(result: ProgramResult) -> str:
    return result.stdout
show(run_program(["a"]))
def keep(result: ProgramResult[bytes]) -> bytes:
    return result.check().stdout
keep(run_program(["a"], text=False))
""",
    "asyncio": """
async def main() -> None:
    assert_type((await run_program_async(["a"])).stdout, str)
    assert_type((await run_program_async(["a"], text=False)).stdout, bytes)
    async with open_program_async(["a"], text=False) as program:
        assert_type(await program.read_until(b"x"), bytes)
        assert_type((await program.result()).stdout, bytes)
    assert_type(await VM().run_async("1", stdin="x"), ScriptResult)
""",
    "conversations": """
with open_program(["a"]) as program:
    assert_type(program.read(), str)
    assert_type(program.read_until("x"), str)
    assert_type(program.expect("x").group(), str)
    assert_type(program.result().stdout, str)
with open_program(["a"], text=False) as binary:
    assert_type(binary.read(), bytes)
    assert_type(binary.result().stdout, bytes)
""",
    "sinks": """
texts: list[str] = []
pieces: list[bytes] = []
run_script("1", on_stdout=texts.append, on_stderr=sys.stderr)
run_program(["a"], on_stdout=texts.append, on_stderr=sys.stderr)
run_program(["a"], text=False, on_stdout=pieces.append, on_stderr=sys.stderr.buffer)
async def hear(text: str) -> None: ...
async def main() -> None:
    await VM().run_async("1", on_stdout=hear)
    await run_program_async(["a"], on_stderr=hear)
""",
    "answers": """
def one(stdout: str) -> str | None: return stdout
def two(stdout: str, stderr: str) -> str | None: return stdout + stderr
for answer in (one, one):
    run_script("1", stdin=answer)
    run_program(["a"], stdin=answer)
run_script("1", stdin=two)
run_program(["a"], stdin=two)
""",
    "limits": """
assert_type(Limits.preset("frame", memory="8MB", steps=None), Limits)
assert_type(Limits().replace(steps=None, memory="1MiB", wall_time=0.5), Limits)
""",
    "options_of_ones_own": """
def run(source: str, **options: Unpack[RunOptions]) -> ScriptResult:
    return VM().run(source, **options)
run("1", interactive=True, deterministic=Determinism())
async def run_later(source: str, **options: Unpack[AsyncRunOptions]) -> ScriptResult:
    return await VM().run_async(source, **options)
""",
    "options_of_ones_own_for_programs": """
heard: list[str] = []
pieces: list[bytes] = []
def run(argv: list[str], **options: Unpack[ProgramOptions]) -> ProgramResult[str]:
    return run_program(argv, **options)
run(["a"], on_stdout=heard.append, network=True, profile="compile")
def run_bytes(argv: list[str], **options: Unpack[ProgramBytesOptions]) -> ProgramResult[bytes]:
    return run_program(argv, text=False, **options)
run_bytes(["a"], on_stdout=pieces.append)
def run_either(
    argv: list[str], text: bool, **options: Unpack[ProgramAnyOptions]
) -> ProgramResult[str | bytes]:
    return run_program(argv, text=text, **options)
async def run_later(argv: list[str], **options: Unpack[ProgramOptions]) -> ProgramResult:
    async with open_program_async(argv, **options) as program:
        return await program.result()
""",
    "names_of_ones_own": """
def run(
    preset: PresetName, profile: ProfileName, **changes: Unpack[LimitValues]
) -> LimitName | None:
    limits = Limits.preset(preset, **changes)
    error = run_program(["a"], profile=profile, limits=limits).error
    return None if error is None else error.limit
run("frame", "none", memory="8MB")
""",
    "profiles": """
run_program(["a"], profile="compile")
run_program(["a"], profile=Profile("x", frozenset()))
""",
}

WRONG = {
    "option": ('run_script("1", std_in="")', "call-arg"),
    "option_of_vm": ('VM().run("1", on_stdot=print)', "call-arg"),
    "option_of_start": ('VM().start("1", pause=True)', "call-arg"),
    "option_of_pool": ('VMPool(1).run("1", determinstic=None)', "call-arg"),
    "option_async": (
        'async def f() -> None: await VM().run_async("1", inpts={})',
        "call-arg",
    ),
    "option_of_ones_own": (
        'def run(**options: Unpack[ProgramOptions]) -> None: ...\nrun(std_in="")',
        "call-arg",
    ),
    "option_of_program": ('run_program(["a"], std_in="")', "call-overload"),
    "option_of_conversation": ('open_program(["a"], timeout=1)', "call-overload"),
    "type_of_option": ('run_script("1", deterministic=5)', "arg-type"),
    "preset": ('Limits.preset("fast")', "arg-type"),
    "preset_change": ('Limits.preset("frame", step=1)', "call-arg"),
    "replace_name": ("Limits().replace(stepps=1)", "call-arg"),
    "replace_type": ("Limits().replace(memory=None)", "arg-type"),
    "profile": ('run_program(["a"], profile="lax")', "call-overload"),
    "overflow": ('run_program(["a"], overflow="drop")', "call-overload"),
    "bytes_as_text": ('run_program(["a"], text=False).stdout.encode()', "attr-defined"),
    "bytes_in_a_str": ('x: str = run_program(["a"], text=False).stdout', "assignment"),
    "text_in_bytes": ('x: bytes = run_program(["a"]).stderr', "assignment"),
    "wrong_sink": (
        'def f(data: str) -> None: ...\nrun_program(["a"], text=False, on_stdout=f)',
        "arg-type",
    ),
    "wrong_pattern": ('open_program(["a"], text=False).read_until("x")', "arg-type"),
}


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """The codes of the errors that mypy finds in each of the programs."""
    folder = tmp_path_factory.mktemp("typed")
    programs = RIGHT | {name: code for name, (code, _) in WRONG.items()}
    for name, code in programs.items():
        (folder / f"user_{name}.py").write_text(BEGIN + code + "\n")
    done = subprocess.run(
        [*MYPY, f"--cache-dir={folder / 'cache'}", "--show-error-codes", "."],
        capture_output=True,
        text=True,
        timeout=300,
        cwd=folder,
        env={**os.environ, "MYPYPATH": str(HOME)},
        check=False,
    )
    assert done.returncode == 1, done.stdout + done.stderr
    found: dict[str, list[str]] = {name: [] for name in programs}
    for line in done.stdout.splitlines():
        match = re.match(r"user_(\w+)\.py:\d+: error: .*\[([\w-]+)\]$", line)
        if match:
            found[match[1]].append(match[2] if match[1] in WRONG else line)
    return found


@pytest.mark.slow
@pytest.mark.parametrize("name", RIGHT)
def test_a_right_program_passes(name: str, said: dict[str, list[str]]) -> None:
    assert said[name] == []


@pytest.mark.slow
@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_program_fails_for_the_reason(name: str, said: dict[str, list[str]]) -> None:
    assert set(said[name]) == {WRONG[name][1]}


def test_the_names_that_types_list_are_those_that_there_are() -> None:
    assert set(get_args(PresetName)) == set(_PRESETS)
    assert set(get_args(ProfileName)) == set(_PROFILES)
    assert set(LimitValues.__annotations__) == set(Limits.__dataclass_fields__)
    assert set(get_args(LimitName)) == set(Limits.__dataclass_fields__)
