"""The recipes in docs/recipes: the code on each page runs, and does what the page says."""

from __future__ import annotations

import http.client
import importlib.util
import json
import os
import re
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
RECIPES = ROOT / "docs" / "recipes"


def code(page: str) -> list[str]:
    """The Python on a page."""
    text = (RECIPES / page).read_text(encoding="utf-8")
    found = re.findall(r"^```python\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    assert found, page
    return found


def needs(module: str) -> pytest.MarkDecorator:
    missing = importlib.util.find_spec(module) is None
    reason = f"{module} is missing: the extra `recipes` brings it"
    return pytest.mark.skipif(missing, reason=reason)


def environment(folder: Path, **more: str) -> dict[str, str]:
    """For a child that imports the recipe from its folder, and pkhost from the checkout."""
    path = os.pathsep.join([str(folder), str(ROOT)])
    return {**os.environ, "PYTHONPATH": path, "PYTHONUNBUFFERED": "1", **more}


def run(folder: Path, driver: str, **more: str) -> str:
    """What a program prints that uses a recipe in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", driver],
        cwd=folder,
        env=environment(folder, **more),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_recipe_is_listed_and_tested() -> None:
    pages = {page.name for page in RECIPES.glob("*.md")} - {"index.md"}
    listed = re.findall(r"^\| \[.*?\]\((.*?)\)", (RECIPES / "index.md").read_text(), re.MULTILINE)
    assert sorted(listed) == sorted(pages)
    here = Path(__file__).read_text(encoding="utf-8")
    assert {page for page in pages if f'code("{page}")' not in here} == set()


# ------------------------------------------------------------------------------------ asyncio


def test_web_server(tmp_path: Path) -> None:
    [server] = code("web-server.md")
    (tmp_path / "server.py").write_text(server)
    child = subprocess.Popen(
        [sys.executable, "-c", "import asyncio, server; asyncio.run(server.serve(0))"],
        cwd=tmp_path,
        env=environment(tmp_path),
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert child.stdout is not None
        port = int(child.stdout.readline().rpartition(":")[2])

        def post(source: str, method: str = "POST") -> tuple[int, bytes]:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            connection.request(method, "/", source.encode())
            answer = connection.getresponse()
            found = answer.status, answer.read()
            connection.close()
            return found

        def result_of(source: str) -> dict[str, object]:
            status, body = post(source)
            assert status == 200
            found = json.loads(body)
            assert isinstance(found, dict)
            return found

        assert result_of("print(double(21))")["stdout"] == "42\n"
        assert result_of("1 / 0")["status"] == "error"
        # More at a time than there are VMs, and half of them endless.
        with ThreadPoolExecutor(20) as threads:
            sources = ["double = None\nwhile True: pass", "double(3)"] * 10
            statuses = [result["status"] for result in threads.map(result_of, sources)]
        assert statuses == ["steps", "ok"] * 10
        assert post("", "GET") == (400, b"")
        assert post("#" * 200_000)[0] == 400
        assert result_of("double(2)")["value"] == 4
    finally:
        child.send_signal(signal.SIGINT)
        child.wait(60)
        child.stdout.close()  # type: ignore[union-attr]


# ----------------------------------------------------------------------------------- notebook


@needs("IPython")
def test_notebook(tmp_path: Path) -> None:
    [magic] = code("notebook.md")
    (tmp_path / "limited.py").write_text(magic)
    said = run(
        tmp_path,
        """
import contextlib, io
from IPython.core.interactiveshell import InteractiveShell
shell = InteractiveShell.instance()

def cell(source):
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        done = shell.run_cell(source)
    return done.result, out.getvalue(), err.getvalue()

cell("%load_ext limited")
cell("prices = [3, 4, 5]")
print(cell("%%limited prices\\nprint('hello')\\nprices = [p * 2 for p in prices]\\nsum(prices)")[0])
print(shell.user_ns["prices"])
print(repr(cell("%%limited\\nprint('seen')")[1]))
print(cell("%%limited\\nwhile True: pass")[2].splitlines()[-1])
print(cell("%%limited\\nlen(prices)")[0])
""",
        IPYTHONDIR=str(tmp_path / "ipython"),
    )
    values, prices, printed, error, length = said.splitlines()
    assert (values, prices, length) == ("24", "[6, 8, 10]", "3")
    assert printed == r"'seen\n'"
    assert "limit" in error


# ------------------------------------------------------------------------------------ windows


def test_qt(tmp_path: Path) -> None:
    [window] = code("qt.md")
    (tmp_path / "window.py").write_text(window)
    # In a process of its own, as it may miss a library of the system, and need not be here.
    tried = subprocess.run(
        [sys.executable, "-c", "import PySide6.QtWidgets"],
        env=environment(tmp_path, QT_QPA_PLATFORM="offscreen"),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    if tried.returncode:
        pytest.skip(f"PySide6 (of the extra `recipes`): {tried.stderr.strip().splitlines()[-1]}")
    said = run(
        tmp_path,
        """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from window import Window

application = QApplication([])
window = Window()
window.show()
QTimer.singleShot(60_000, lambda: application.exit(1))  # else a fault would hang

def ended_well(result):
    print(result.status, window.output.toPlainText().split()[:3])
    window.scripts.ended.disconnect(ended_well)
    window.scripts.ended.connect(interrupted)
    window.source.setPlainText("print('begun')\\nwhile True: pass")
    window.scripts.printed.connect(lambda text: window.stop_button.click())
    window.run_button.click()

def interrupted(result):
    print(result.status, window.run_button.isEnabled(), window.stop_button.isEnabled())
    window.close()
    application.quit()

window.scripts.ended.connect(ended_well)
window.run_button.click()
raise SystemExit(application.exec())
""",
        QT_QPA_PLATFORM="offscreen",
    )
    assert said.splitlines() == ["ok ['0', '1', '2']", "interrupted True False"]


@needs("pygame")
def test_pygame(tmp_path: Path) -> None:
    [game] = code("pygame.md")
    (tmp_path / "game.py").write_text(game)
    said = run(
        tmp_path,
        """
import game
game.SCRIPTS["grey"] = "move(1, 1)\\n1 / 0"
actors = game.play(frames=30)
print({actor.colour: actor.place for actor in actors})
""",
        SDL_VIDEODRIVER="dummy",
        PYGAME_HIDE_SUPPORT_PROMPT="1",
    )
    assert "ZeroDivisionError" in said
    places = "{'red': [30, 0], 'green': [0, 30], 'blue': [0, 0], 'grey': [1, 1]}"
    assert said.splitlines()[-1] == places


# -------------------------------------------------------------------------------- task queues


@pytest.mark.slow
@needs("distributed")
def test_dask(tmp_path: Path) -> None:
    untrusted, dask, _ = code("task-queues.md")
    (tmp_path / "untrusted.py").write_text(untrusted)
    (tmp_path / "tasks.py").write_text(dask)
    # Its workers are processes, which import the main module.
    said = run(tmp_path, "import runpy, sys; sys.argv = ['tasks.py']; import tasks; tasks.main()")
    assert said.splitlines()[-1] == str([sum(range(n)) for n in range(10)])


@pytest.mark.slow
@needs("celery")
def test_celery(tmp_path: Path) -> None:
    untrusted, _, celery = code("task-queues.md")
    (tmp_path / "untrusted.py").write_text(untrusted)
    (tmp_path / "tasks.py").write_text(celery)
    said = run(
        tmp_path,
        """
from celery.contrib.testing.worker import start_worker
from tasks import app, run
with start_worker(app, pool="threads", concurrency=2, perform_ping_check=False):
    good = run.delay("x * 2", {"x": 21})
    bad = run.delay("while True: pass")
    print(good.get(timeout=60)["value"], bad.get(timeout=60)["status"])
""",
    )
    assert said.splitlines()[-1] == "42 steps"


# ---------------------------------------------------------------------------------- container


def test_container() -> None:
    """The container itself cannot be tested here; what its page has in Python can be."""
    from pkhost.programs.protections import probe

    [demand] = code("container.md")
    compile(demand, "container.md", "exec")
    [named] = re.findall(r"require=\{(.*?)\}", demand)
    assert set(re.findall(r'"(\w+)"', named)) <= probe().keys()
