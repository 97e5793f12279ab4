"""The files that comments and docstrings name exist.

Files move, and comments that name them stay behind.  Looked at are all comments of C and the
docstrings and comments of Python; in tests only the docstring at the head, as some write sources.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from pathlib import Path

import pytest
from test_docs_pages import ROOT, missing_files

PARTS = ("csrc", "pkhost", "building", "scripts", "bench", "tests")
# PocketPy's own, the C library's and Python's; some comments speak of those.
FOREIGN = re.compile(
    r"^(Python\.h|compiler/compiler\.c|dlfcn\.h|sys/.*|linux/.*|asm/.*|(Parser|Python|Objects|Modules)/.*)$"
)
NAME = re.compile(r"(?<![\w./<-])((?:\w+/)*\w+\.[ch]|test_\w+\.py)\b")


def sources() -> list[Path]:
    return sorted(
        path
        for part in PARTS
        for path in (ROOT / part).rglob("*")
        if path.suffix in {".c", ".h", ".py", ".pyi", ".list", ".table", ".bash"}
        and not {"script_corpus", "workloads", "ordinary", "__pycache__"} & set(path.parts)
    )


def comments(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    if path.suffix in {".c", ".h"}:
        return "\n".join(re.findall(r"/\*.*?\*/|//[^\n]*", text, re.DOTALL))
    if path.suffix not in {".py", ".pyi"}:
        return "\n".join(re.findall(r"#.*", text))
    tree = ast.parse(text)
    head = ast.get_docstring(tree) or ""
    if "tests" in path.parts:
        return head
    nodes = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docs = [ast.get_docstring(node) or "" for node in ast.walk(tree) if isinstance(node, nodes)]
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    return "\n".join([head, *docs, *(t.string for t in tokens if t.type == tokenize.COMMENT)])


def missing(path: Path, text: str) -> list[str]:
    """Names of sources may be from the file's own folder, from its program's, or stand alone."""
    gone = missing_files(text)
    for name in NAME.findall(text):
        if FOREIGN.match(name) or (ROOT / name).exists() or (path.parent / name).exists():
            continue
        if not any(found for part in PARTS for found in (ROOT / part).rglob(name)):
            gone.append(name)
    return sorted(set(gone))


def test_missing_names_are_found() -> None:
    here = ROOT / "csrc" / "engine" / "pkhost.h"
    text = "See run/gone.c, run/vm.c, gone.h, <stdio.h>, tests/gone and csrc/engine/run."
    assert missing(here, text) == ["gone.h", "run/gone.c", "tests/gone"]


@pytest.mark.parametrize("part", PARTS)
def test_comments_name_files_that_exist(part: str) -> None:
    files = [path for path in sources() if path.is_relative_to(ROOT / part)]
    assert files
    found = {str(path.relative_to(ROOT)): missing(path, comments(path)) for path in files}
    assert {name: names for name, names in found.items() if names} == {}
