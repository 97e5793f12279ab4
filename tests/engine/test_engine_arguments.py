"""Every native function and method with values of every type, and any number of them.

A script (script_corpus/arguments/sweep.py) finds out what there is to call, and calls it.  It runs
in two interpreters (arguments_child.py), where all memory lies at other places, and where the C
stack and the heap held other bytes before each call.  So a call that comes to something else in
one of them has shown an address, or memory that nobody wrote.  And no call is to end in a crash.

``PKHOST_ARGUMENTS=1`` (or 2) tries more combinations, which takes minutes; and in dialect "python"
all functions, of which there are three times as many as in PocketPy's own: else one in so many.
"""

from __future__ import annotations

import math
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from engine_helpers import PACKAGE, child_environment
from pkhost import VM, Limits, Policy, Status

CHILD = Path(__file__).with_name("arguments_child.py")
SCALE = os.environ.get("PKHOST_ARGUMENTS", "0")
PYTHON_PARTS = 120  # one function in so many, which takes half a minute
# Where an object lies in its VM, which has 32 bits: what library code in Python has made before may
# differ.  An address of the process has more.
PLACE = re.compile(r" at 0x[0-9a-f]{1,8}\b")
SCRIBBLE = """\
#include <string.h>
int scribble(int byte)
{
    volatile char free_stack[48 * 1024];
    memset((char *)free_stack, byte, sizeof free_stack);
    return free_stack[byte];
}
"""

# Calls that are known to crash, and contained: each with its reason.  None is to be added that
# reads or writes memory of its choice.
CRASHES: dict[str, str] = {}


@pytest.fixture(scope="module")
def scribbler(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library whose one function writes over the part of the C stack that is free."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        pytest.skip("there is no C compiler: the bytes on the C stack cannot be chosen")
    folder = tmp_path_factory.mktemp("scribble")
    source, library = folder / "scribble.c", folder / "scribble.so"
    source.write_text(SCRIBBLE)
    subprocess.run([compiler, "-shared", "-fPIC", "-o", library, source], check=True)
    return library


def start(
    scribbler: Path, dialect: str, parts: int, byte: int, output: Path
) -> subprocess.Popen[bytes]:
    with output.open("wb") as file:
        return subprocess.Popen(
            [sys.executable, CHILD, str(byte), SCALE, "0", str(parts), scribbler, dialect],
            stdout=file,
            stderr=subprocess.PIPE,
            cwd=PACKAGE,
            env=child_environment(),
        )


def sweep(scribbler: Path, folder: Path, dialect: str, parts: int) -> list[str]:
    """What came of every call, of one function in `parts`; the same in both interpreters."""
    outputs = [folder / "one", folder / "other"]
    children = [
        start(scribbler, dialect, parts, byte, output)
        for byte, output in zip((0xAA, 0x55), outputs, strict=True)
    ]
    errors = [child.communicate()[1].decode() for child in children]
    assert [child.returncode for child in children] == [0, 0], errors
    one, other = (output.read_text().splitlines() for output in outputs)
    assert len(one) == len(other)
    crashed = [line for line in one if " STATUS crashed" in line]
    assert not [line for line in crashed if line.split(" ")[1] not in CRASHES], crashed[:20]
    different = [
        pair
        for pair in zip(one, other, strict=True)
        if pair[0] != pair[1]
        and (dialect != "python" or PLACE.sub("", pair[0]) != PLACE.sub("", pair[1]))
    ]
    assert not different, different[:20]
    return one


@pytest.mark.dialect("pocketpy", reason="the next test is about the other one")
@pytest.mark.home("thread", reason="the free C stack that it writes over is this process's")
@pytest.mark.slow
def test_no_call_crashes_or_shows_memory(scribbler: Path, tmp_path: Path) -> None:
    one = sweep(scribbler, tmp_path, "pocketpy", 1)
    assert len(one) > 100_000
    # The calls do come to something: most of what can be called returns for some arguments.
    called = {line.split(" ")[1] for line in one if line.split(" ")[1][-1] != "="}
    returned = {line.split(" ")[1] for line in one if "Error: " not in line}
    assert len(returned & called) > 0.7 * len(called)


@pytest.mark.dialect("python", reason="the test before is about the other one")
@pytest.mark.home("thread", reason="the free C stack that it writes over is this process's")
@pytest.mark.slow
def test_no_call_of_pythons_crashes_or_shows_memory(scribbler: Path, tmp_path: Path) -> None:
    one = sweep(scribbler, tmp_path, "python", PYTHON_PARTS if SCALE == "0" else 1)
    assert len(one) > 3_000


# What the sweep has found, and others have: each showed an address or memory, or crashed.
SINGLE = {
    "math.modf([])": "TypeError",
    "math.modf(len)": "TypeError",
    "math.modf('a')": "TypeError",
    "math.log()": "TypeError",
    "math.log(1, [])": "TypeError",
    "math.__new__(1)": "TypeError",
    "math.__new__('abc')": "TypeError",
    "math.__new__()": "TypeError",
    "math.__new__(type(math))": "TypeError",
    "array2d.array2d(1, 1, getattr)": "TypeError",
    "array2d.array2d(2, 2).count_neighbors(1, 5)": "TypeError",
    "array2d.array2d(2, 2).count_neighbors(1, None)": "TypeError",
    "array2d.array2d(2, 2).count_neighbors(1)": "TypeError",
    "array2d.array2d(2, 2).get()": "TypeError",
    "array2d.array2d(2, 2).get(1)": "TypeError",
    "array2d.array2d(2, 2).get(1, 'a')": "TypeError",
    "vmath.vec4i(1, 2, 3, 4) // 0": "ZeroDivisionError",
    "vmath.vec4i(1, 2, 3, 4) // 2**32": "ZeroDivisionError",
    "vmath.vec4i(1, 2, 3, -2**31) // -1": "ValueError",
    "vmath.vec2(1.0, 2.0).__ne__()": "TypeError",
    "vmath.vec3(1.0, 2.0, 3.0).__ne__(1, 2)": "TypeError",
    "vmath.vec2i(1, 2).__ne__()": "TypeError",
    "vmath.vec3i(1, 2, 3).__ne__()": "TypeError",
    "vmath.vec4i(1, 2, 3, 4).__ne__()": "TypeError",
    "vmath.mat3x3.identity().__ne__()": "TypeError",
    "vmath.vec2i(1, 2) // False": "ZeroDivisionError",
    "vmath.vec3i(1, 2, 3) // False": "ZeroDivisionError",
    "vmath.vec4i(1, 2, 3, 4) // False": "ZeroDivisionError",
    "getattr()": "TypeError",
    "getattr(1)": "TypeError",
    "exec()": "TypeError",
    "eval(1, 2, 3, 4)": "TypeError",
}


@pytest.mark.parametrize("expression", SINGLE)
def test_one_call(expression: str) -> None:
    with VM(limits=Limits(memory="16MB"), policy=Policy.open()) as vm:
        result = vm.run(f"import math, array2d, vmath\n{expression}")
        assert result.status is Status.ERROR, str(result)
        assert result.error is not None
        assert result.error.type == SINGLE[expression], str(result)


@pytest.mark.parametrize("angle", [0.5, 1e6, 1.7e6, 1e7, -1e7, 1e22, 1e300, -1e300])
def test_sine_and_cosine_of_large_numbers(angle: float) -> None:
    """The C library's, as in CPython; PocketPy's own end at about 1.6 million."""
    source = (
        "import easing, math\nfrom vmath import vec2\n"
        "turned = vec2(1.0, 0.0).rotate(angle)\n"
        "[math.sin(angle), math.cos(angle), math.tan(angle), easing.InSine(angle),\n"
        " easing.OutSine(angle), turned.x, turned.y]"
    )
    with VM(limits=Limits(memory="16MB")) as vm:
        result = vm.run(source, inputs={"angle": angle})
    assert result.status is Status.OK, str(result)
    sine, cosine = math.sin(angle), math.cos(angle)
    assert result.value[:5] == [
        sine,
        cosine,
        math.tan(angle),
        1 - math.cos(angle * math.pi / 2),
        math.sin(angle * math.pi / 2),
    ]
    # Vectors hold numbers of 32 bits.
    assert result.value[5:] == pytest.approx([cosine, sine], abs=1e-7)
