"""What a program is given: files, folders, a stack, an interpreter; what of /proc it sees."""

from __future__ import annotations

import os
import signal
import sys
import venv
from pathlib import Path
from typing import Any

import pytest

from pkhost import Limits, Profile, Status, run_program, run_script
from pkhost.errors import ProgramError
from pkhost.programs import PROTECTIONS
from pkhost.programs._paths import private_scratch
from pkhost.programs.protections import probe

ALL = Profile("all", frozenset(PROTECTIONS))
PROFILES = {
    "strict": ALL,
    "less": ALL.without("mount_namespace"),
    "compile": Profile("compile", frozenset(PROTECTIONS), compiler=True),
    "none": Profile("none", frozenset()),
}
CONFINED = ["strict", "less", "compile"]


def sh(script: str, **options: Any) -> Any:
    return run_program(["/bin/sh", "-c", script], **options)


# ---- files= ----


@pytest.mark.parametrize("profile", PROFILES)
def test_a_binary_and_a_script_among_the_files_are_executed(profile: str, guests: Path) -> None:
    binary = (guests / "hostile").read_bytes()
    options: dict[str, Any] = {"profile": PROFILES[profile]}
    result = run_program(["./x", "print_bytes", "3"], files={"x": binary}, **options)
    assert result.check().stdout == "xxx"
    result = run_program(["./bin/../bin/x", "print_bytes", "3"], files={"bin/x": binary}, **options)
    assert result.check().stdout == "xxx"
    result = run_program(["./run", "a"], files={"run": "#!/bin/sh\necho $1\n"}, **options)
    assert result.check().stdout == "a\n"
    result = sh("./x print_bytes 3", files={"x": binary}, executable={"x"}, **options)
    assert result.check().stdout == "xxx"


@pytest.mark.parametrize("profile", ["strict", "less"])
def test_no_other_file_is_executed(profile: str, guests: Path) -> None:
    if probe()["landlock"] != "on":
        pytest.skip(f"landlock: {probe()['landlock']}")
    files = {"x": guests / "hostile", "y": guests / "hostile"}
    script = "./x print_bytes 1; ./y print_bytes 1; cp x z; ./z print_bytes 1"
    result = sh(script, files=files, executable="x", profile=PROFILES[profile])
    assert result.stdout == "x"
    assert result.exit_code == 126


@pytest.mark.parametrize("profile", PROFILES)
def test_files_are_no_memory_of_the_program(profile: str) -> None:
    """Also where they are larger than all that it may have."""
    options: dict[str, Any] = {
        "profile": PROFILES[profile],
        "limits": Limits(memory="16MiB", disk="200MiB", file_size=None),
    }
    result = sh("wc -c big", files={"big": bytes(64 << 20), "small": "x"}, **options)
    assert result.check().stdout == f"{64 << 20} big\n"
    assert result.usage.peak_memory < 8 << 20
    data = os.urandom((5 << 20) + 77)
    result = sh("cat x y", files={"x": data, "y": data[1:]}, text=False,
                **{**options, "limits": Limits(stdout=None)})  # fmt: skip
    assert result.check().stdout == data + data[1:]


def test_files_in_folders_can_be_added_to() -> None:
    for profile in PROFILES.values():
        script = "echo new > a/b/new; echo more >> a/b/c; cat a/b/c a/b/new"
        result = sh(script, files={"a/b/c": "c\n"}, profile=profile)
        assert result.check().stdout == "c\nmore\nnew\n"


def test_a_path_is_a_file_that_is_read(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.write_bytes(b"content\xff\n")
    result = sh("cat main", files={"main": source}, text=False)
    assert result.check().stdout == b"content\xff\n"
    source.write_text("content")
    script = "with open('main', 'r') as file:\n    print(file.read())"
    assert run_script(script, files={"main": source}).check().stdout == "content\n"
    os.mkfifo(tmp_path / "fifo")
    both: list[Any] = [
        lambda files: run_program(["true"], files=files),
        lambda files: run_script("", files=files),
    ]
    for run in both:
        with pytest.raises(FileNotFoundError, match="missing"):
            run({"a": tmp_path / "missing"})
        for path in (tmp_path / "fifo", Path("/dev/zero")):
            with pytest.raises(ValueError, match="is not a regular file"):
                run({"a": path})
        with pytest.raises((IsADirectoryError, ValueError)):
            run({"a": tmp_path})
        for wrong in (5, None, ["x"]):
            with pytest.raises(TypeError, match="'a' is not str, bytes or a path object"):
                run({"a": wrong})


def test_files_that_cannot_be() -> None:
    for files, match in (
        ({"a": "", "./a": ""}, "is there twice"),
        ({"a": "", "a/b": ""}, "'a' is a file, and a folder for 'a/b'"),
        ({"a/": ""}, "is a folder"),
        ({"a" * 256: ""}, "too long"),
        ({"/".join(["a" * 200] * 25): ""}, "too long"),
    ):
        with pytest.raises(ValueError, match=match):
            run_program(["true"], files=files)
    assert sh("cat a*", files={"a" * 255: "x"}).check().stdout == "x"
    with pytest.raises(TypeError, match="the name 5"):
        run_program(["true"], files={5: ""})  # type: ignore[dict-item]
    with pytest.raises(ValueError, match="executable: 'b' is not among"):
        run_program(["true"], files={"a": ""}, executable=["b"])
    with pytest.raises(ValueError, match="executable: '/bin/a' is not a name inside"):
        run_program(["true"], files={"a": ""}, executable=["/bin/a"])


def test_files_and_cwd_exclude_each_other(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"files=, cwd="):
        run_program(["true"], files={"a": ""}, cwd=tmp_path)


# ---- folders ----


@pytest.mark.parametrize("profile", CONFINED)
def test_paths_that_begin_with_two_slashes(profile: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "link").symlink_to(f"/{tmp_path}/file")
    options: dict[str, Any] = {"profile": PROFILES[profile]}
    for path in (f"/{tmp_path}/file", f"{tmp_path}/link", f"/{tmp_path}/link"):
        result = run_program(["//bin/cat", path], readable=[path], **options)
        assert result.check().stdout == "x"
    sh("echo x >new", cwd=f"/{tmp_path}", writable=[f"/{tmp_path}"], **options).check()
    assert (tmp_path / "new").exists()


@pytest.mark.parametrize("profile", PROFILES)
def test_the_hosts_own_program(profile: str) -> None:
    """And not the launcher, which is what has that name when it is executed."""
    result = run_program(["/proc/self/exe", "-c", "print(1)"], profile=PROFILES[profile])
    assert result.check().stdout == "1\n"


@pytest.mark.parametrize("path", ["/", "//", "/usr/..", "root"])
def test_the_root_cannot_be_given_whatever_it_is_called(path: str, tmp_path: Path) -> None:
    (tmp_path / "root").symlink_to("/")
    with pytest.raises(ValueError, match="the whole file system cannot be listed"):
        run_program(["true"], readable=[tmp_path / path])


@pytest.mark.parametrize("profile", PROFILES)
def test_no_folder_that_was_given_is_hidden(profile: str, tmp_path: Path) -> None:
    """Above all the host's own /tmp, where a private root has its scratch folder."""
    options: dict[str, Any] = {"profile": PROFILES[profile]}
    (tmp_path / "file").write_text("here")
    name = f"pkhost-test-{os.getpid()}"
    # Without a scratch folder the home is where the program starts: not to be littered.
    write = "true" if profile == "none" else "echo > $HOME/x"
    result = sh(f"cat {tmp_path}/file; {write} && pwd", readable="/tmp", **options)
    assert result.check().stdout.startswith("here/")
    try:
        result = sh(f"echo written > /tmp/{name}", writable="/tmp", env={}, **options)
        folder = os.stat("/tmp")  # noqa: PTH116
        if os.geteuid() != 0 or folder.st_mode & 0o002:
            assert Path("/tmp", name).read_text() == "written\n"
    finally:
        Path("/tmp", name).unlink(missing_ok=True)
    result = sh(f"pwd; cat {tmp_path}/file; {write}", cwd="/tmp", **options)
    assert result.check().stdout == "/tmp\nhere"


def test_where_the_scratch_folder_goes(tmp_path: Path) -> None:
    assert private_scratch([]) == "/tmp"
    assert private_scratch(["/tmp/below", "/tmpfile"]) == "/tmp"
    assert private_scratch(["/tmp"]) == "/scratch"
    assert private_scratch(["/tmp", "/scratch"]) == "/scratch2"
    (tmp_path / "link").symlink_to("/tmp")
    assert private_scratch([str(tmp_path / "link")]) == "/scratch"


@pytest.mark.parametrize("profile", PROFILES)
def test_the_root_is_a_folder_to_start_in(profile: str) -> None:
    result = sh("pwd; cat etc/passwd", cwd="/", profile=PROFILES[profile])
    assert result.stdout.startswith("/\n")
    assert ("root:" in result.stdout) is (profile == "none")


# ---- the stack ----


@pytest.mark.parametrize(
    ("limit", "used", "fine"),
    [
        ("8MiB", 7900, True), ("8MiB", 8300, False), (None, 40_000, True),
        ("1MiB", 900, True), ("1MiB", 1100, False), ("40MiB", 39_000, True),
    ],
)  # fmt: skip
def test_stack_just_under_and_over(limit: str | None, used: int, fine: bool, guests: Path) -> None:
    for profile in ("strict", "none"):
        result = run_program(
            [guests / "stack", str(used)], limits=Limits(stack=limit), profile=profile
        )
        if fine:
            assert result.status is Status.OK
        else:
            assert (result.status, result.signal) == (Status.SIGNALED, signal.SIGSEGV)
    assert Limits().stack == 8 << 20


# ---- signals that look like limits ----


def test_a_signal_alone_is_no_limit(hostile: str) -> None:
    for number in (signal.SIGXFSZ, signal.SIGXCPU, signal.SIGKILL, signal.SIGSYS):
        result = run_program([hostile, "die_by", str(int(number))])
        assert (result.status, result.signal) == (Status.SIGNALED, number)
        # Of what the program may have done itself nothing is claimed.
        assert "wrote" not in str(result.error)
        assert "used" not in str(result.error)


# ---- /proc ----

HIDDEN = (
    "/proc/net/tcp", "/proc/net/unix", "/proc/self/net/tcp", "/proc/self/task/$$/net/tcp",
    "/proc/$$/net/tcp", "/proc/thread-self/net/tcp", "/proc/kpageflags", "/proc/kpagecount",
    "/proc/slabinfo", "/proc/vmallocinfo", "/proc/kallsyms", "/proc/keys", "/proc/timer_list",
    "/proc/cmdline", "/proc/config.gz", "/proc/modules", "/proc/partitions", "/proc/interrupts",
    "/proc/iomem", "/proc/locks", "/proc/pagetypeinfo", "/proc/sched_debug", "/proc/zoneinfo",
    "/proc/sysvipc/shm", "/proc/sys/kernel/core_pattern", "/proc/sys/kernel/random/boot_id",
    "/proc/sys/net/ipv4/ip_forward", "/proc/1/environ", "/proc/1/status", "/proc/pressure/cpu",
    "/sys/kernel/notes", "/sys/class/net/lo/address",
)  # fmt: skip
SEEN = (
    "/proc/cpuinfo", "/proc/meminfo", "/proc/loadavg", "/proc/uptime", "/proc/version",
    "/proc/self/maps", "/proc/self/status", "/proc/self/stat", "/proc/self/cmdline",
    "/proc/sys/kernel/osrelease", "/proc/sys/vm/overcommit_memory",
)  # fmt: skip


@pytest.mark.parametrize("profile", CONFINED)
def test_what_of_proc_is_seen(profile: str) -> None:
    if probe()["landlock"] != "on" or probe()["pid_namespace"] != "on":
        pytest.skip("without Landlock and a process namespace less can be hidden")
    script = "for file in $FILES; do eval file=$file; (read -r x < $file) 2>&- && echo $file; done"
    hidden = sh(script, env={"FILES": " ".join(HIDDEN)}, profile=PROFILES[profile])
    assert hidden.stdout == ""
    # The test would notice: with limits only most can be read.
    control = sh(script, env={"FILES": " ".join(HIDDEN)}, profile="none")
    assert len(control.stdout.split()) > len(HIDDEN) / 3
    program = ["/bin/cat", *SEEN]
    seen = run_program(program, profile=PROFILES[profile])
    assert seen.check().stderr == ""


def test_proc_without_landlock() -> None:
    """Processes and nothing else; the network is another one."""
    offers = probe()
    if not offers["mount_namespace"] == offers["pid_namespace"] == "on":
        pytest.skip("needs a private root")
    profile = ALL.without("landlock", "landlock_network", "landlock_scope")
    script = "ls /proc | grep -v '^[0-9]'; wc -l < /proc/self/net/unix; cat /proc/self/comm"
    result = sh(script, profile=profile)
    names = result.stdout.split()
    if "meminfo" in names:
        pytest.skip("the kernel cannot show processes alone (before Linux 5.8)")
    if names[-1] == "cat":  # a container's /proc cannot be mounted anew
        assert names == ["self", "thread-self", "1", "cat"]
        assert result.protections["network_namespace"] == "on"


# ---- a Python elsewhere ----


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A virtual environment whose python is a link to a link, with a package and a script."""
    folder = tmp_path_factory.mktemp("with venv") / "env"
    venv.create(folder, symlinks=True)
    [packages] = folder.glob("lib/python*/site-packages")
    (packages / "greeting.py").write_text("def hello(): print('hello')\n")
    script = folder / "bin/greet"
    # A #! line has no room for blanks in it.
    code = "import greeting; greeting.hello()"
    script.write_text(f'#!/bin/sh\nexec "{folder}/bin/python" -c "{code}"\n')
    script.chmod(0o755)
    for parent in folder.parents:
        if parent.name.startswith("pytest-"):
            parent.chmod(0o755)
    return folder


@pytest.mark.parametrize("profile", PROFILES)
def test_python_in_a_virtual_environment(profile: str, environment: Path) -> None:
    options: dict[str, Any] = {"profile": PROFILES[profile]}
    code = "import sys, json, greeting; greeting.hello(); print(sys.prefix)"
    for name in ("python", "python3"):
        result = run_program([environment / "bin" / name, "-c", code], **options)
        assert result.check().stdout == f"hello\n{environment}\n"
    assert run_program([environment / "bin/greet"], **options).check().stdout == "hello\n"


@pytest.mark.parametrize("profile", PROFILES)
def test_this_python(profile: str) -> None:
    """Whichever it is: of the system, in an environment, installed elsewhere."""
    code = "import sys, json; print(sys.prefix, sys.base_prefix)"
    result = run_program([sys.executable, "-c", code], profile=PROFILES[profile],
                         limits=Limits(memory="256MB"))  # fmt: skip
    assert result.check().stdout.split() == [sys.prefix, sys.base_prefix]
    other = os.path.realpath(sys.executable)
    result = run_program([other, "-c", "import json; print(1)"], profile=PROFILES[profile])
    assert result.check().stdout == "1\n"


def test_an_environment_shows_nothing_beside_it(environment: Path) -> None:
    (environment.parent / "secret").write_text("secret")
    code = f"print(open({str(environment.parent / 'secret')!r}).read())"
    result = run_program([environment / "bin/python", "-c", code])
    assert result.status is Status.ERROR
    assert "secret" not in result.stdout


# ---- what a result says ----


def test_a_failed_program_says_why() -> None:
    script = "for i in 1 2 3 4 5 6 7 8 9 10 11 12; do echo line $i >&2; done; exit 3"
    result = sh(script)
    with pytest.raises(ProgramError) as caught:
        result.check()
    for said in (str(result), str(caught.value)):
        assert "exit code 3\nstderr ends with:\n  …\n  line 3\n" in said
        assert said.endswith("\n  line 12")
    result = sh(r"printf 'red \033[31m\377 \342\200\256 end\r\n' >&2; exit 1")
    assert str(result).endswith("stderr ends with:\n  red \\x1b[31m\ufffd \\u202e end")
    result = sh("head -c 200000 /dev/zero | tr '\\0' x >&2; exit 1", limits=Limits(stderr=None))
    assert len(str(result)) < 1000
    result = sh("echo warned >&2; while :; do :; done", limits=Limits(wall_time=0.3), text=False)
    assert str(result).endswith("still running after 0.3 s\nstderr ends with:\n  warned")
    assert str(sh("exit 1")).endswith("ERROR: exit code 1")
    assert "stderr" not in str(sh("echo warned >&2"))


@pytest.mark.parametrize(
    "given", [{"readable": "/proc/self"}, {"writable": "/proc/self"}, {"cwd": "/proc/thread-self"}]
)
def test_a_process_of_the_host_among_the_paths(given: dict[str, str]) -> None:
    """A private root has a /proc of its own, where that process is not: the result says so."""
    needed = ("mount_namespace", "pid_namespace")
    if any(probe()[name] != "on" for name in needed):
        pytest.skip("no private root here")
    result = run_program(["true"], require=needed, **given)
    assert result.status is Status.SANDBOX_FAILED
    assert result.error is not None
    assert f"'/proc/{os.getpid()}" in result.error.message
    assert "leave that path out" in (result.error.hint or "")
    assert run_program(["ls", "/proc/self/fd"]).status is Status.OK
