"""Built for AArch64 by a cross compiler, and run there as far as qemu's emulation goes.

PocketPy, zlib and Python are Debian's.  What is emulated is the processor and the way to the
kernel; so a real machine's timing, its weaker ordering of memory between processors, and whole
programs (of which each is started by the kernel itself), the processes of isolated scripts among
them, stay untried.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable
from pathlib import Path

import pytest

from build_helpers import compiler_with, packages_of
from building import elf, glibc, places
from building.capsule import checks, interpose_list, tls_descriptors
from building.library import zlib

pytestmark = pytest.mark.slow

COMPILER, EMULATOR = "aarch64-linux-gnu-gcc", "qemu-aarch64"
TOOLS = {COMPILER: ["gcc-aarch64-linux-gnu", "libc6-dev-arm64-cross"], EMULATOR: ["qemu-user"]}
PYTHON = "python3.13"
SUITE = "trixie"

NO_TIMER_SIGNALS = """\
import signal
for n in range(60, 65):  # the emulator makes no timers with these: the engine takes another
    signal.signal(n, lambda *a: None)
"""


def tool(name: str) -> str:
    """The path of a tool; as root, Debian's package is installed for it."""
    if shutil.which(name) is None and os.geteuid() == 0 and shutil.which("apt-get"):
        install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *TOOLS[name]]
        for command in (install, ["apt-get", "update", "-q"], install):
            done = subprocess.run(command, capture_output=True, check=False)
            if done.returncode == 0 and shutil.which(name):
                break
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"there is no {name}: install {' '.join(TOOLS[name])}")
    return found


@pytest.fixture(scope="module")
def pocketpy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The prefix of Debian's PocketPy for AArch64."""
    folder = tmp_path_factory.mktemp("pocketpy")
    root = packages_of("sid", folder, "libpocketpy2", "libpocketpy-dev", architecture="arm64")
    return root / "usr"


@pytest.fixture(scope="module")
def compression(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The prefix of Debian's zlib for AArch64."""
    folder = tmp_path_factory.mktemp("zlib")
    first = zlib.DEBIAN_SUITES[0]
    return packages_of(first, folder, *zlib.DEBIAN_PACKAGES, architecture="arm64") / "usr"


@pytest.fixture(scope="module")
def built(pocketpy: Path, compression: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the whole package for AArch64; its C compiles without a warning."""
    tool(COMPILER)
    folder = tmp_path_factory.mktemp("built")
    # Debian's Python keeps a part of its headers in a folder of the machine's.
    triplet = sysconfig.get_config_var("MULTIARCH") or "x86_64-linux-gnu"
    for headers in Path("/usr/include", triplet).glob("python3*"):
        shutil.copytree(headers, folder / "headers" / "aarch64-linux-gnu" / headers.name)
    environment = os.environ | {
        "CC": compiler_with(folder, f"{COMPILER} -isystem {folder / 'headers'}", "-g0"),
        "PKHOST_STRICT": "1",
        "PKHOST_BUILD_DIR": str(folder / "build"),
        "PKHOST_POCKETPY_PREFIX": str(pocketpy),
        "PKHOST_ZLIB_PREFIX": str(compression),
    }
    environment.pop("PKHOST_SANITIZE", None)
    ignored = shutil.ignore_patterns("*.so", "_launcher", "_worker", "__pycache__")
    shutil.copytree(places.PACKAGE, folder / "pkhost", ignore=ignored)
    command = [sys.executable, str(places.ROOT / "build.py"), "all", "--into"]
    done = subprocess.run(
        [*command, str(folder / "pkhost")],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def emulated(
    built: Path, tmp_path_factory: pytest.TempPathFactory
) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run a Python program with pkhost in an emulated Python of Debian's."""
    emulator = tool(EMULATOR)
    root = packages_of(
        SUITE, tmp_path_factory.mktemp("python"), f"{PYTHON}-minimal", f"lib{PYTHON}-minimal",
        f"lib{PYTHON}-stdlib", "python3-cffi-backend", "python3-msgpack", "libc6", "zlib1g",
        "libexpat1", "libffi8", "libgcc-s1", "libssl3t64", "libuuid1", "libbz2-1.0", "liblzma5",
        "libcrypt1", architecture="arm64",
    )  # fmt: skip
    if not (root / "lib").exists():
        (root / "lib").symlink_to("usr/lib")  # as the package base-files has it
    path = [built, root / "usr/lib/python3/dist-packages", sysconfig.get_path("purelib")]

    def run(program: str, *options: str) -> subprocess.CompletedProcess[str]:
        variables = {
            "PYTHONHOME": str(root / "usr"),
            "PYTHONPATH": ":".join(map(str, path)),
            # To compile what it imports takes most of the time of an emulated Python.
            "PYTHONPYCACHEPREFIX": str(root / "compiled"),
            "PYTHONDONTWRITEBYTECODE": "",
        }
        return subprocess.run(
            [emulator, *options, "-L", str(root),
             *(word for item in variables.items() for word in ("-E", "=".join(item))),
             str(root / "usr" / "bin" / PYTHON), "-c", NO_TIMER_SIGNALS + program],
            cwd=built, capture_output=True, text=True, check=False, timeout=300,
        )  # fmt: skip

    return run


def test_all_of_it_is_for_aarch64_and_the_oldest_c_library(built: Path) -> None:
    for name in (
        places.CAPSULE_NAME,
        places.EXTENSION_NAME,
        places.WORKER_NAME,
        places.SPAWN_NAME,
        places.OWNERSHIP_NAME,
    ):
        assert elf.read(built / "pkhost" / name).machine == "AArch64"
        glibc.check(built / "pkhost" / name, "")
    assert (built / "pkhost" / places.LAUNCHER_NAME).read_bytes()[18:20] == b"\xb7\x00"


def test_the_checks_of_the_library_see_its_calls(pocketpy: Path) -> None:
    """They pass for Debian's; they see that a function calls itself, and what goes past the PLT."""
    [library] = pocketpy.glob("lib/*/libpocketpy.so.2.*")
    facts = elf.read(library)
    assert facts.machine == "AArch64"
    assert {"py_import"} <= facts.calling_themselves
    names = interpose_list.read()
    checks.check_interposable(facts, library, names)
    assert set(names) <= facts.bound_at_load


def test_the_engine_answers_the_look_ups_of_the_current_vm(built: Path, pocketpy: Path) -> None:
    [library] = pocketpy.glob("lib/*/libpocketpy.so.2.*")
    before, after = elf.read(library), elf.read(built / "pkhost" / places.CAPSULE_NAME)
    assert before.thread_local_access == {"descriptor"}
    assert after.thread_local_access == set()
    assert tls_descriptors.RESOLVER in after.imports & after.bound_at_load
    assert after.thread_local == set()
    assert tls_descriptors.RESOLVER in elf.read(built / "pkhost" / places.EXTENSION_NAME).exports


LIMITS = """\
import os
from pkhost import Limits, run_script
def status(source, dialect="python", **limits):
    alone = {"wall_time": 60, "cpu_time": 60} | limits  # whatever the emulator takes
    run = run_script(source, limits=Limits(**alone), isolation="thread", dialect=dialect)
    return run.status.value
print(os.uname().machine, os.sysconf("SC_PAGE_SIZE"))
print(run_script("print(sum(range(10)))", isolation="thread").stdout, end="")
print(status("while True: pass", steps=1000), status("while True: pass", wall_time=0.1, steps=None),
      status("while True: pass", cpu_time=0.1, steps=None),
      status("x = []\\nwhile True: x.append('y' * 100)", memory="8MiB"),
      # PocketPy's own parser overflows the C stack; that of dialect "python" counts.
      status("eval('(' * 100000)", "pocketpy"), status("eval('(' * 100000)"),
      status("def f(): f()\\nf()"))
"""


@pytest.mark.parametrize("page", [16384, 65536])
def test_every_limit_holds_whatever_the_size_of_a_page(
    emulated: Callable[..., subprocess.CompletedProcess[str]], page: int
) -> None:
    done = emulated(LIMITS, "-p", str(page))
    assert done.stdout.splitlines() == [
        f"aarch64 {page}", "45", "steps wall_time cpu_time memory crashed error error",
    ], done.stderr  # fmt: skip


THREADS = """\
import threading
from pkhost import VM, MisuseError
SCRIPT = '''
def key(x): return -x
class A:
    def __repr__(self): return 'A' + str(sorted([3, 1, 2], key=key))
    def __eq__(self, other): return len(repr([self])) > 0
    def __ne__(self, other): return False
out = []
for i in range(12):
    out.append(repr([A(), i]) + str(A() == A()) + str([A()] == [A()]) + str(max([i, 2], key=key)))
"".join(out)
'''
with VM(isolation="thread") as vm:
    expected = vm.run(SCRIPT).value
runs = [VM(isolation="thread").start(SCRIPT, paused=True) for _ in range(6)]
def go_on(number):
    turn = number
    while not all(run.done() for run in runs):
        turn += 1
        try:
            runs[turn % len(runs)].step(3 + turn % 7)
        except MisuseError:  # another thread has it, or it has ended
            pass
threads = [threading.Thread(target=go_on, args=(n,)) for n in range(4)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(len(expected) > 200, [run.result().value == expected for run in runs])
"""


def test_runs_that_pause_go_on_in_other_threads(
    emulated: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    """In the middle of native code, which keeps what it was told of the current VM."""
    done = emulated(THREADS)
    assert done.stdout == f"True {[True] * 6}\n", done.stderr


def test_the_launcher_starts(built: Path) -> None:
    """With an argument, it is the program that does nothing."""
    launcher = built / "pkhost" / places.LAUNCHER_NAME
    assert subprocess.run([tool(EMULATOR), launcher, "x"], check=False).returncode == 0
