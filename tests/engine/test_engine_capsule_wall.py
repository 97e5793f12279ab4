"""The inner wall: with every module and builtin there, the engine has nothing to give.

Judged by the machine, not by what the script was told: files, folders, children, descriptors,
environment.  (That no descriptor, child, folder or variable of this process changed is looked at
after every test of this folder; see conftest.py.)
"""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from engine_helpers import assert_works, children, open_files
from pkhost import VM, Limits, Policy, ScriptResult, Status

SECRET = "the secret of the host"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a file that nobody may read, change or remove."""
    (tmp_path / "canary").write_text(SECRET)
    return tmp_path


def assert_untouched(folder: Path) -> None:
    assert [entry.name for entry in folder.iterdir()] == ["canary"]
    assert (folder / "canary").read_text() == SECRET


def attempt(vm: VM, script: str) -> ScriptResult:
    """Run what must fail, and see that the VM is well."""
    files, offspring = open_files(), children()
    result = vm.run(script)
    assert open_files() == files
    assert children() == offspring
    assert SECRET not in result.stdout + result.stderr + str(result.error)
    if not result.restored:
        vm.reset()
    assert_works(vm)
    return result


@pytest.mark.parametrize("mode", ["r", "rb", "r+", "w", "wb", "w+", "a", "ab", "x", "", "%n"])
def test_files_cannot_be_opened(open_vm: VM, folder: Path, mode: str) -> None:
    path = str(folder / "canary")
    result = attempt(open_vm, f"f = open({path!r}, {mode!r})\nprint(f.read())\nf.write('gone')")
    assert result.status is Status.ERROR, str(result)
    assert_untouched(folder)


def test_files_cannot_be_made(open_vm: VM, folder: Path) -> None:
    path = str(folder / "new")
    assert not attempt(open_vm, f"f = open({path!r}, 'w')\nf.write('x')\nf.close()").ok
    assert_untouched(folder)


def test_files_are_not_made_beside_the_host_either(open_vm: VM, folder: Path) -> None:
    before = os.getcwd()  # noqa: PTH109 - what a relative path would start from
    os.chdir(folder)
    try:
        assert not attempt(open_vm, "f = open('new', 'w')\nf.write('x')").ok
        assert not attempt(open_vm, "print(open('canary').read())").ok
    finally:
        os.chdir(before)
    assert_untouched(folder)


def test_modules_are_not_read_from_disk(open_vm: VM, folder: Path) -> None:
    (folder / "canary").rename(folder / "canary.py")
    before = os.getcwd()  # noqa: PTH109 - where PocketPy would look for modules
    os.chdir(folder)
    try:
        assert not attempt(open_vm, "import canary").ok
    finally:
        os.chdir(before)


def test_files_cannot_be_removed(open_vm: VM, folder: Path) -> None:
    assert not attempt(open_vm, f"import os\nos.remove({str(folder / 'canary')!r})").ok
    assert_untouched(folder)


def test_no_shell_runs(open_vm: VM, folder: Path) -> None:
    result = attempt(
        open_vm, f"import os\nprint(os.system('touch {folder}/new; echo {SECRET[:5]}'))"
    )
    assert SECRET[:5] not in result.stdout
    assert_untouched(folder)


def test_the_working_folder_stays(open_vm: VM, folder: Path) -> None:
    before = Path.cwd()
    attempt(open_vm, f"import os\nos.chdir({str(folder)!r})")
    assert Path.cwd() == before
    result = attempt(open_vm, "import os\nprint(os.getcwd())")
    assert str(before) not in result.stdout


def test_what_exists_cannot_be_told(open_vm: VM, folder: Path) -> None:
    script = "import os\nfor p in {!r}:\n    print(os.path.exists(p))"
    result = attempt(
        open_vm, script.format([str(folder), str(folder / "canary"), "/etc", "/etc/passwd"])
    )
    assert "True" not in result.stdout
    # The root is that of the run's own files, of which there are none.
    assert attempt(open_vm, "import os\nprint(os.listdir('/'))").stdout == "[]\n"


def test_the_environment_stays_the_hosts(open_vm: VM, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PKHOST_TEST_SECRET", SECRET)
    attempt(open_vm, "import os\nfor name in os.environ: print(name, os.environ[name])")
    attempt(open_vm, "import os\nos.environ['PATH'] = 'changed'\nprint(os.environ)")
    assert os.environ["PATH"] != "changed"
    with VM(policy=Policy.open()) as vm:  # made while the variable was set
        attempt(vm, "import os\nprint(os.environ['PKHOST_TEST_SECRET'])")


@pytest.mark.parametrize("name", ["stdc", "pkpy", "picoterm", "conio", "importlib", "io", "os"])
def test_every_function_of_a_module_that_reaches_out(open_vm: VM, folder: Path, name: str) -> None:
    """Called with all sorts of arguments: the host must not so much as notice."""
    path = str(folder / "canary")
    result = open_vm.run(f"import {name}\nprint(' '.join(dir({name})))")
    functions = [n for n in result.check().stdout.split() if not n.startswith("__")]
    for function in functions:
        for arguments in ("", "0", "1", repr(path), f"{path!r}, 'w'", "1, 1", "0, 0, 0", "None"):
            attempt(open_vm, f"import {name}\nprint({name}.{function}({arguments}))")
    assert_untouched(folder)


def test_no_thread_is_made(open_vm: VM) -> None:
    before = len(list(Path("/proc/self/task").iterdir()))
    attempt(
        open_vm,
        "import pkpy\nt = pkpy.ComputeThread(1)\nt.submit_exec('x = 1')\nt.submit_join()",
    )
    assert len(list(Path("/proc/self/task").iterdir())) <= before + 1  # the engine's own worker


def test_no_socket_is_there(open_vm: VM) -> None:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        listening.setblocking(False)
        port = listening.getsockname()[1]
        for module in ("socket", "libhv", "requests", "urllib"):
            attempt(
                open_vm,
                f"import {module}\ns = {module}.socket(2, 1, 0)\ns.connect('127.0.0.1', {port})",
            )
        with pytest.raises(BlockingIOError):
            listening.accept()


def test_no_library_is_loaded(open_vm: VM, folder: Path) -> None:
    def maps() -> set[str]:
        lines = Path("/proc/self/maps").read_text().splitlines()
        return {line.split(maxsplit=5)[5] for line in lines if ".so" in line}

    before = maps()
    for name in ("libc", "libm", "/lib/x86_64-linux-gnu/libutil.so.1", "../../../canary"):
        attempt(open_vm, f"__import__({name!r})")
        attempt(open_vm, f"import importlib\nimportlib.reload({name!r})")
    assert maps() == before


@pytest.mark.parametrize("code", [0, 1, 42, -1, 255, 2**31 - 1])
def test_exit_ends_the_script_and_not_the_host(open_vm: VM, code: int) -> None:
    result = open_vm.run(f"x = 7\nexit({code})\nprint('after')")
    assert result.status is (Status.OK if code == 0 else Status.ERROR), str(result)
    assert result.stdout == ""
    assert not result.restored
    assert open_vm.run("print(x)").stdout == "7\n"
    assert_works(open_vm)


@pytest.mark.parametrize("argument", ["", "'text'", "None", "[1]", "1.5", "1, 2"])
def test_exit_with_other_arguments(open_vm: VM, argument: str) -> None:
    result = open_vm.run(f"exit({argument})\nprint('after')")
    assert result.status in (Status.OK, Status.ERROR)
    assert result.stdout == ""
    assert_works(open_vm)


def test_abort_ends_the_script_and_not_the_host(open_vm: VM) -> None:
    """PocketPy aborts where a pickle has no size of a number where one is due."""
    result = open_vm.run("import pickle\npickle.loads(pickle.dumps([1, 2])[:-1] + b'\\0')")
    assert result.status is Status.CRASHED
    assert "the engine gave up" in str(result.error)
    assert_works(open_vm)


def test_the_terminal_is_left_alone(open_vm: VM) -> None:
    """A pseudo-terminal of ours stands for the host's; nothing is read from it or set on it."""
    import pty
    import termios

    leader, follower = pty.openpty()
    try:
        before = termios.tcgetattr(follower)
        saved = os.dup(0)
        os.dup2(follower, 0)
        try:
            os.write(leader, b"typed by the user\n")
            for line in ("conio._getch()", "conio._kbhit()", "input()",
                         "picoterm.enable_full_buffering_mode()"):  # fmt: skip
                module = line.split(".")[0] if "." in line else "sys"
                result = open_vm.run(f"import {module}\nprint({line})")
                assert "typed" not in result.stdout
            assert termios.tcgetattr(follower) == before
            os.set_blocking(follower, False)
            assert os.read(follower, 100) == b"typed by the user\n"
        finally:
            os.dup2(saved, 0)
            os.close(saved)
    finally:
        os.close(leader)
        os.close(follower)


def test_what_a_script_prints_does_not_reach_the_hosts_streams(
    open_vm: VM, capfd: pytest.CaptureFixture[str]
) -> None:
    open_vm.run("import sys\nprint('out')\nsys.stderr.write('err')\n")
    open_vm.run("import picoterm\npicoterm.enable_full_buffering_mode()\nprint('x' * 100000)")
    open_vm.run("import traceback\ntry:\n    1 / 0\nexcept:\n    traceback.print_exc()")
    open_vm.run("import dis\ndis.dis(lambda: 1)")
    open_vm.run("help(print)")
    open_vm.run("eval('(' * 100000)")
    open_vm.run("1 / 0")
    captured = capfd.readouterr()
    assert (captured.out, captured.err) == ("", "")


def test_the_clock_of_the_script_is_its_own(open_vm: VM) -> None:
    """process_time() tells the worker's time, not how busy the host has been."""
    spent = sum(i * i for i in range(3_000_000))
    assert spent
    result = VM(limits=Limits(memory="4MiB")).run("import time\nprint(time.process_time())")
    assert float(result.check().stdout) < os.times().user + os.times().system
