"""What a worker does for its host: runs, by the messages of a lane."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from pathlib import Path

import msgpack
import pytest
import serving
from serving import Worker

Built = tuple[Path, ctypes.CDLL]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return serving.build(tmp_path_factory.mktemp("serve"))


@pytest.fixture
def worker(built: Built) -> Iterator[Worker]:
    with serving.workers(built) as (one,):
        yield one


def test_a_script_runs(worker: Worker) -> None:
    end = worker.run("print('a', 6 * 7)")
    assert (end.status, end.stdout, end.stderr) == ("OK", b"a 42\n", b"")
    end = worker.run("6 * 7", want_value=True)
    assert end.value is not None and msgpack.unpackb(end.value) == 42
