"""The compiler's parser as a program of its own, and CPython's trees in the same form."""

from __future__ import annotations

import ast
import re
import struct
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from building import places
from building.compile import toolchain
from building.pocketpy import locate

ENGINE = places.ROOT / "csrc" / "engine"
DRIVER = Path(__file__).with_name("parse_tree.c")
NEEDED = (
    "compiler/arena",
    "compiler/literals",
    "compiler/parse*",
    "compiler/token*",
    "compiler/tree",
    "base/unicode_database",
    "base/unicode_names*",
)
"""Files of the engine: the compiler without what makes code of a tree."""


@dataclass(frozen=True)
class Wrong:
    """An error of syntax: CPython's or ours."""

    kind: str
    message: str
    place: tuple[int, int, int, int]
    """Line and column, and those of the end: lines and columns from 1, in characters."""


def build(folder: Path) -> Path:
    """Link the engine's own objects to the program in ``folder``; return its path."""
    objects = places.build_folder() / "work" / "engine"
    sources = [path for name in NEEDED for path in sorted(ENGINE.glob(f"{name}.c"))]
    program = folder / "parse_tree"
    with places.only_build() as build_folder:
        headers = locate.find(build_folder).include_dir
    command = [
        *toolchain.compiler(),
        *("-std=c11", "-O1", "-g", "-Wall", "-Wextra", "-Werror", *toolchain.sanitizers()),
        *(f"-I{ENGINE}", "-isystem", str(headers), str(DRIVER)),
        *(str((objects / path.relative_to(ENGINE)).with_suffix(".o")) for path in sources),
        *("-o", str(program)),
    ]
    subprocess.run(command, check=True)
    return program


class Parser:
    """A running program."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process

    def ask(self, source: bytes, mode: str = "e") -> str:
        """The text that the program answers with; its head says what ``mode`` may be."""
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None and stdout is not None
        with suppress(BrokenPipeError):  # the answer will say so
            stdin.write(b"%s %d\n%s" % (mode.encode(), len(source), source))
            stdin.flush()
        size = stdout.readline()
        assert size, f"the parser died of {source[:200]!r}"
        return stdout.read(int(size)).decode()

    def error(self, source: str, mode: str = "e") -> Wrong | None:
        """What is wrong with a source, ``None`` if nothing is."""
        answer = self.ask(source.encode("utf-8", "surrogatepass"), mode)
        if not answer.startswith("error "):
            return None
        _, kind, *numbers, _, message = answer.split(" ", 7)
        line, column, end_line, end_column = map(int, numbers)
        start = _characters(source, line, column) + 1
        return Wrong(
            kind, message, (line, start, end_line, _characters(source, end_line, end_column) + 1)
        )


@contextmanager
def running(program: Path, seconds: float = 300.0) -> Iterator[Parser]:
    """The program, until the block ends, or is killed after so many ``seconds``."""
    with subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        clock = threading.Timer(seconds, process.kill)
        clock.start()
        try:
            yield Parser(process)
        finally:
            clock.cancel()
            process.kill()


def _characters(source: str, line: int, column: int) -> int:
    lines = source.encode("utf-8", "surrogatepass").split(b"\n")
    text = lines[line - 1] if line <= len(lines) else b""
    return len(text[:column].decode("utf-8", "replace")) + max(0, column - len(text))


def cpython_error(source: str, mode: str = "exec") -> Wrong | None:
    """What the running Python says of a source."""
    try:
        ast.parse(source, mode=mode)
    except SyntaxError as error:
        place = (error.lineno or 0, error.offset or 0, error.end_lineno or 0, error.end_offset or 0)
        return Wrong(type(error).__name__, error.msg, place)
    return None


def normal(answer: str) -> str:
    """A tree of the program's, with integers beyond 64 bits as CPython's."""
    return re.sub(r"big:(\d+):(\w+)", lambda m: str(int(m[2], int(m[1]))), answer)


def _text(data: bytes) -> str:
    escape = r"[^ !#-\[\]-~]"
    return '"' + re.sub(escape, lambda m: f"\\{ord(m[0]):02x}", data.decode("latin-1")) + '"'


def _value(value: object) -> str:
    if isinstance(value, ast.AST):
        return write(value)
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]"
    if isinstance(value, str):
        return _text(value.encode("utf-8", "surrogatepass"))
    return str(value)


def _constant(value: object) -> str:
    if isinstance(value, bytes):
        return "b" + _text(value)
    if isinstance(value, (float, complex)):
        is_float = isinstance(value, float)
        real = value if isinstance(value, float) else value.imag
        return f"{'float' if is_float else 'imaginary'}:{struct.pack('>d', real).hex()}"
    return "..." if value is ... else _value(value)


LATER: dict[type[ast.AST], int] = {ast.FunctionDef: 1, ast.AsyncFunctionDef: 1, ast.ClassDef: 1}
"""Nodes that have a list of type parameters at their end since 3.12."""
NO_FIELDS = {"type_comment", "type_ignores", "kind"}


def write(node: ast.AST) -> str:
    """A tree of CPython's in the form of parse_tree.c: its place, and then its fields in order."""
    parts = []
    if hasattr(node, "end_col_offset"):
        parts.append(f"{node.lineno}.{node.col_offset}-{node.end_lineno}.{node.end_col_offset}")  # type: ignore[attr-defined]
    else:
        parts.append("")
    if isinstance(node, (ast.Constant, ast.MatchSingleton)):
        parts.append(_constant(node.value))
    else:
        for name in node._fields:
            if name in NO_FIELDS:
                continue
            value = getattr(node, name)
            if name in ("op", "ctx"):
                parts.append(type(value).__name__)
            elif name == "ops":
                parts.extend(type(each).__name__ for each in value)
            else:
                parts.append(_value(value))
    if type(node) in LATER and "type_params" not in node._fields:
        parts.append("[]")
    return f"{type(node).__name__}({', '.join(parts)})"
