"""All tests are run in parts, several at a time: scripts/test_parts.py, with tests of our own."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from building import places

SCRIPTS = places.ROOT / "scripts"
RUN = f"""
import sys
sys.path.insert(0, {str(SCRIPTS)!r})
import test_parts
from pathlib import Path
test_parts.GRACE = float(sys.argv[1])
test_parts.parts = lambda: [test_parts.Part(Path(each).stem, [Path(each)]) for each in sys.argv[2:]]
sys.exit(test_parts.main())
"""
WELL = "def test_well(): print('x')\n"
ILL = "def test_ill(): assert 'this' == 'that'\n"


def start(folder: Path, grace: float, **sources: str) -> subprocess.Popen[str]:
    files = {folder / f"test_{name}.py": source for name, source in sources.items()}
    for file, source in files.items():
        file.write_text(source)
    return subprocess.Popen(
        [sys.executable, "-c", RUN, str(grace), *map(str, files)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def test_every_test_file_is_in_one_part() -> None:
    program = (
        f"import sys; sys.path.insert(0, {str(SCRIPTS)!r}); import test_parts\n"
        "for part in test_parts.parts(): print(*part.paths, sep='\\n')"
    )
    said = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    files = [
        file
        for path in map(Path, said)
        for file in (path.rglob("test_*.py") if path.is_dir() else [path])
    ]
    # programs/ of ordinary/ are no tests, whatever they are called.
    assert sorted(files) == sorted((places.ROOT / "tests").rglob("test_*.py"))


def test_all_that_is_well(tmp_path: Path) -> None:
    parts = start(tmp_path, 0, one=WELL, two=WELL)
    output, said = parts.communicate(timeout=120)
    assert parts.returncode == 0
    assert output.count("1 passed") == 2
    assert re.fullmatch(r"(pkhost: test_(one|two) passed, in 0:\d\d min; 0 parts wait\n){2}", said)


def test_each_part_that_fails_is_told(tmp_path: Path) -> None:
    parts = start(tmp_path, 0, well=WELL, ill=ILL, broken="def (", empty="")
    output, said = parts.communicate(timeout=120)
    assert parts.returncode == 1
    assert "assert 'this' == 'that'" in output
    assert output.count("1 passed") == 1
    last = said.splitlines()[-1].removeprefix("pkhost: failed: ")
    assert set(last.split(", ")) == {"test_ill", "test_broken", "test_empty"}


@pytest.mark.parametrize(("number", "is_for_all"), [(signal.SIGINT, True), (signal.SIGTERM, False)])
def test_ctrl_c_ends_all(tmp_path: Path, number: signal.Signals, is_for_all: bool) -> None:
    """From a terminal all hear it, by the number of a process that one alone."""
    at_a_time = len(os.sched_getaffinity(0)) + 1
    fifo = tmp_path / "begun"
    os.mkfifo(fifo)
    endless = (
        f"import time\ndef test_endless():\n    with open({str(fifo)!r}, 'w') as fifo:\n"
        "        fifo.write('x')\n    time.sleep(1000)\n"
    )
    sources = {f"part{each}": endless for each in range(at_a_time + 2)}
    parts = start(tmp_path, 60 if is_for_all else 0, **sources)
    begun = os.open(fifo, os.O_RDWR)  # so that it never ends
    for _ in range(at_a_time):
        assert os.read(begun, 1) == b"x"
    if is_for_all:
        os.killpg(parts.pid, number)
    else:
        parts.send_signal(number)
    output, said = parts.communicate(timeout=120)
    os.close(begun)
    assert parts.returncode == 130
    assert said == "pkhost: interrupted\n"
    assert output.count("!!! KeyboardInterrupt !!!") == at_a_time
    with pytest.raises(ProcessLookupError):
        os.killpg(parts.pid, 0)
