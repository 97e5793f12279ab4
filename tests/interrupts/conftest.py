"""Ctrl-C at every place: the extension that sends it there."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sysconfig
from pathlib import Path

import pytest

from interrupts_helpers import At


@pytest.fixture(scope="session")
def at(tmp_path_factory: pytest.TempPathFactory) -> At:
    compiler = shutil.which("cc") or shutil.which("gcc")
    include = Path(sysconfig.get_paths()["include"])
    if compiler is None or not (include / "Python.h").exists():
        pytest.skip("no C compiler, or no header files of this Python")
    target = tmp_path_factory.mktemp("raiser") / "raiser.so"
    source = Path(__file__).with_name("raiser.c")
    subprocess.run(
        [compiler, "-O1", "-fPIC", "-shared", f"-I{include}", source, "-o", target], check=True
    )
    spec = importlib.util.spec_from_file_location("raiser", target)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return At(module.call)
