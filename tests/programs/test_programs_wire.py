"""Numbers that stand in C and in Python are the same: what host and launcher say to each other.

The C compiler says what its side has; no number stands here.
"""

from __future__ import annotations

import re
import struct
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from pkhost.programs import _launch, _sweep, _wire

ROOT = Path(__file__).resolve().parents[2]
LAUNCHER, SPAWN = ROOT / "csrc/launcher", ROOT / "csrc/spawn"
ENUMS = {
    "protection": ("PROTECT", _wire.Protect),
    "option": ("OPTION", _wire.Option),
    "access": ("ACCESS", _wire.Access),
    "outcome": ("OUTCOME", _wire.Outcome),
    "reason": ("REASON", _wire.Reason),
    "step": ("STEP", _wire.Step),
}
Values = Callable[..., dict[str, int]]


@pytest.fixture(scope="module")
def values_in_c(tmp_path_factory: pytest.TempPathFactory) -> Values:
    """What C expressions are, with the headers of both sides included."""
    folder = tmp_path_factory.mktemp("values")

    def get(*expressions: str) -> dict[str, int]:
        lines = [f'printf("%llu\\n", (unsigned long long)({each}));' for each in expressions]
        (folder / "values.c").write_text(
            "#include <stddef.h>\n#include <stdio.h>\n#include <sys/resource.h>\n"
            '#include "launcher.h"\n#include "spawn.h"\n'
            f"int main(void) {{ {' '.join(lines)} return 0; }}\n",
            encoding="utf-8",
        )
        command = ["gcc", f"-I{LAUNCHER}", f"-I{SPAWN}", "values.c", "-o", "values"]
        subprocess.run(command, cwd=folder, check=True)
        said = subprocess.check_output([folder / "values"], text=True).split()
        return dict(zip(expressions, map(int, said), strict=True))

    return get


def enumerators(path: Path, enum: str) -> list[str]:
    """The names in ``enum NAME { ... }``."""
    found = re.search(rf"^enum {enum} {{(.*?)^}};", path.read_text(encoding="utf-8"), re.S | re.M)
    assert found is not None
    return re.findall(r"^    ([A-Z_]+)\b", found[1], re.M)


@pytest.mark.parametrize("enum", ENUMS)
def test_enumerators(enum: str, values_in_c: Values) -> None:
    prefix, kind = ENUMS[enum]
    names = enumerators(LAUNCHER / "launcher.h", enum)
    assert values_in_c(*names) == {f"{prefix}_{member.name}": member.value for member in kind}


def test_constants(values_in_c: Values) -> None:
    ours = {
        "CONFIG_MAGIC": _wire.CONFIG_MAGIC,
        "REPORT_MAGIC": _wire.REPORT_MAGIC,
        "CONTROL_FD": _wire.CONTROL_FD,
        "CONFIG_FD": _wire.CONFIG_FD,
        "UNLIMITED": _wire.UNLIMITED,
        "COMMAND_KILL": _wire.KILL[0],
        "RLIMIT_LOCKS": _sweep._LOCKS,
        "INPUT_NOTHING": _launch.NOTHING % 2**64,
        "INPUT_PIPE": _launch.PIPE % 2**64,
    }
    assert values_in_c(*ours) == ours
    assert enumerators(LAUNCHER / "launcher.h", "command") == ["COMMAND_KILL"]


def test_resource_limits(values_in_c: Values) -> None:
    """What has no C library has the kernel's numbers."""
    text = (LAUNCHER.parent / "confine/limits.h").read_text(encoding="utf-8")
    numbers = {f"R{name}": int(number) for name, number in re.findall(r"(LIMIT_\w+) = (\d+)", text)}
    assert len(numbers) > 10
    assert values_in_c(*numbers) == numbers


def offsets(layout: struct.Struct, fields: list[str]) -> dict[str, int]:
    """Where each field of a ``struct`` layout begins."""
    codes = [
        code
        for count, code in re.findall(r"(\d*)([a-zA-Z])", layout.format)
        for _ in range(int(count or 1))
    ]
    assert len(codes) == len(fields)
    return {
        field: struct.calcsize("=" + "".join(codes[:place])) for place, field in enumerate(fields)
    }


@pytest.mark.parametrize("kind", ["config", "report"])
def test_layouts(kind: str, values_in_c: Values) -> None:
    lists = [
        f"{name}.{part}"
        for name in ("arguments", "environment", "paths", "files")
        for part in ("offset", "count")
    ]
    texts = ["program", "folder", "cgroup", "scratch"]
    layout, fields = {
        "config": (_wire._HEADER, ["magic", "size", *_wire.Numbers._fields, *lists, *texts]),
        "report": (_wire._REPORT, ["magic", *_wire.Report._fields]),
    }[kind]
    size = f"sizeof(struct {kind})"
    expected = {
        f"offsetof(struct {kind}, {field})": at for field, at in offsets(layout, fields).items()
    }
    assert values_in_c(*expected, size) == {**expected, size: layout.size}
