"""run_program: input, output, where it runs, what cannot be started, misuse."""

from __future__ import annotations

import asyncio
import errno
import io
import os
import shutil
import signal
import socket
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pkhost import (
    Limits,
    ProtectionUnavailable,
    Status,
    open_program,
    run_program,
    run_program_async,
)
from pkhost.errors import LimitExceeded, ProgramError
from pkhost.programs import Profile
from pkhost.programs.profiles import profile_of
from pkhost.programs.protections import probe

SH = "/bin/sh"


def sh(script: str, **options: Any) -> Any:
    return run_program([SH, "-c", script], **options)


def test_a_readable_folder_is_no_way_to_the_sockets_in_it(hostile: str) -> None:
    """Not by way of a pair of sockets either, in a private root or without."""
    folder = Path(tempfile.mkdtemp(prefix="pkhost-"))
    try:
        folder.chmod(0o755)
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
            listener.bind(f"{folder}/datagrams")
            listener.setblocking(False)
            (folder / "datagrams").chmod(0o777)
            argv = [hostile, "send_datagram", f"{folder}/datagrams"]
            for without in ((), ("mount_namespace",), ("mount_namespace", "landlock")):
                profile = profile_of("strict").without(*without)
                result = run_program(argv, profile=profile, readable=[folder])
                assert "refused" in result.check().stdout
                with pytest.raises(BlockingIOError):
                    listener.recv(1)
            result = run_program(argv, profile="none")
            assert (result.stdout, listener.recv(1)) == ("got it\n", b"x")
    finally:
        shutil.rmtree(folder)


# ---- input ----


@pytest.mark.parametrize(
    "stdin",
    [
        "one\ntwo\n",
        b"one\ntwo\n",
        bytearray(b"one\ntwo\n"),
        memoryview(b"one\ntwo\n"),
        ["one\n", b"two\n"],
        (part for part in ("one\n", "", "two\n")),
        io.StringIO("one\ntwo\n"),
        io.BytesIO(b"one\ntwo\n"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_kinds_of_input(stdin: Any) -> None:
    result = run_program(["cat"], stdin=stdin)
    assert (result.status, result.stdout) == (Status.OK, "one\ntwo\n")


@pytest.mark.parametrize(
    "make",
    [
        lambda: None,
        lambda: "",
        lambda: b"",
        bytearray,
        lambda: memoryview(b""),
        list,
        lambda: ["", b""],
        lambda: iter(()),
        io.StringIO,
        io.BytesIO,
        lambda: Path("/dev/null"),
        lambda: lambda stdout, stderr: None,
    ],
)
def test_no_input_is_the_end_of_it(make: Callable[[], Any]) -> None:
    """At once, in each of the three ways to run a program."""
    limits = Limits(wall_time=5)
    assert run_program(["cat"], stdin=make(), limits=limits).check().stdout == ""
    awaited = asyncio.run(run_program_async(["cat"], stdin=make(), limits=limits))
    assert awaited.check().stdout == ""
    with open_program(["cat"], stdin=make(), limits=limits) as program:
        assert program.result().check().stdout == ""


def test_input_from_a_path_and_from_files(tmp_path: Path) -> None:
    path = tmp_path / "input"
    path.write_bytes(b"x" * 200_000)
    assert run_program(["wc", "-c"], stdin=path).check().stdout == "200000\n"
    with path.open("rb") as file:
        file.read(50_000)
        assert run_program(["wc", "-c"], stdin=file).check().stdout == "150000\n"
    read, write = os.pipe()
    with os.fdopen(read) as file, os.fdopen(write, "w") as other:
        other.write("from a pipe")
        other.close()
        assert run_program(["cat"], stdin=file).check().stdout == "from a pipe"


def test_a_pipe_as_input_may_come_late() -> None:
    """What is waited for is the program, not the pipe."""
    read, write = os.pipe()
    with os.fdopen(read) as file, os.fdopen(write, "w"):
        result = sh("echo done", stdin=file)
    assert (result.status, result.stdout) == (Status.OK, "done\n")


def test_a_function_as_input() -> None:
    seen: list[tuple[str, str]] = []

    def answer(stdout: str, stderr: str) -> str | None:
        seen.append((stdout, stderr))
        if stdout.endswith("name? "):
            return "Ada\n"
        if stdout.endswith("age? "):
            return "36\n"
        return None if "bye" in stdout else ""

    script = "printf 'name? '; read n; printf 'age? '; read a; echo bye $n $a; cat; echo end"
    result = sh(script, stdin=answer)
    assert result.check().stdout == "name? age? bye Ada 36\nend\n"
    assert seen[0] == ("", "")
    assert seen[-1][0] == "bye Ada 36\n"


def test_a_function_gets_output_again_until_it_answers() -> None:
    seen: list[str] = []

    def answer(stdout: str, stderr: str) -> str:
        seen.append(stdout)
        return "x\n" if stdout == "ab" else ""

    result = sh("printf a; read x <&3; printf b; read line; echo got $line", stdin=answer)
    # fd 3 is closed, so the first read fails at once; both letters come apart or together.
    assert result.stdout.endswith("got x\n")
    assert "ab" in seen


@pytest.mark.parametrize("where", ["iterable", "function", "sink"])
def test_what_the_callers_functions_raise_comes_out(where: str, hostile: str) -> None:
    class Mine(Exception):
        pass

    def items() -> Iterator[str]:
        yield "x"
        raise Mine

    def function(*_: object) -> bytes:
        raise Mine

    options: dict[str, Any] = {
        "iterable": {"stdin": items()},
        "function": {"stdin": function},
        "sink": {"on_stdout": function},
    }[where]
    with pytest.raises(Mine):
        run_program([hostile, "flood_out"], overflow="truncate", **options)


def test_input_of_the_wrong_kind() -> None:
    with pytest.raises(TypeError, match="stdin: expected"):
        run_program(["cat"], stdin=5)
    with pytest.raises(TypeError, match="stdin: expected text or bytes, not 5"):
        run_program(["cat"], stdin=[5])
    with pytest.raises(IsADirectoryError, match="stdin"):
        run_program(["cat"], stdin=Path("/usr"))
    with pytest.raises(FileNotFoundError):
        run_program(["cat"], stdin=Path("/nowhere"))


# ---- output ----


def test_text_and_bytes() -> None:
    script = r"printf 'a\377\303\251'; printf '\376' >&2"
    assert sh(script).stdout == "a\ufffdé"
    result = sh(script, text=False)
    assert (result.stdout, result.stderr) == (b"a\xff\xc3\xa9", b"\xfe")
    assert sh(script, errors="backslashreplace").stdout == "a\\xffé"
    assert sh(script, encoding="latin-1").stdout == "aÿÃ©"


def test_a_character_cut_by_the_limit_is_left_out() -> None:
    result = sh(r"printf 'aé'", limits=Limits(stdout=2))
    assert (result.status, result.stdout, result.usage.stdout_bytes) == (Status.OUTPUT, "a", 2)


def test_output_goes_on_as_it_comes() -> None:
    pieces: list[str] = []
    err = io.BytesIO()
    result = sh(r"printf 'a\303'; printf '\251' ; echo err >&2", on_stdout=pieces.append,
                on_stderr=err)  # fmt: skip
    assert "".join(pieces) == result.stdout == "aé"
    assert err.getvalue() == b"err\n"
    raw: list[bytes] = []
    sh("echo x", on_stdout=raw.append, text=False)
    assert raw == [b"x\n"]
    text = io.StringIO()
    sh("echo x", on_stdout=text)
    assert text.getvalue() == "x\n"
    with pytest.raises(TypeError, match="on_stdout"):
        sh("true", on_stdout=5)


@pytest.mark.parametrize(("size", "status"), [(1000, Status.OK), (1001, Status.OUTPUT)])
@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_output_just_under_and_over(stream: str, size: int, status: Status, hostile: str) -> None:
    to = "" if stream == "stdout" else " >&2"
    result = sh(f"head -c {size} /dev/zero{to}", limits=Limits(**{stream: 1000}))
    assert result.status is status
    assert result.truncated is (status is Status.OUTPUT)
    assert len(getattr(result, stream)) == getattr(result.usage, f"{stream}_bytes") == 1000


def test_truncated_output_lets_the_program_finish(hostile: str) -> None:
    result = run_program(
        [hostile, "print_bytes", "50000000"], limits=Limits(stdout=10), overflow="truncate"
    )
    assert (result.status, result.stdout, result.truncated) == (Status.OK, "x" * 10, True)


def test_no_limit_on_output(hostile: str) -> None:
    result = run_program(
        [hostile, "print_bytes", "20000000"], limits=Limits(stdout=None), text=False
    )
    assert result.check().stdout == b"x" * 20_000_000


# ---- outcomes ----


def test_exit_codes_and_signals(hostile: str) -> None:
    result = sh("exit 7")
    assert (result.status, result.exit_code, result.signal) == (Status.ERROR, 7, None)
    assert str(result.error) == "ERROR: exit code 7"
    with pytest.raises(ProgramError, match="exit code 7"):
        result.check()
    result = run_program([hostile, "die_by", str(int(signal.SIGSEGV))])
    assert (result.status, result.exit_code, result.signal) == (Status.SIGNALED, None, 11)
    assert str(result.error) == "SIGNALED: SIGSEGV (Segmentation fault)"
    result = run_program([hostile, "ignore_term"], limits=Limits(wall_time=0.1))
    assert (result.status, result.signal) == (Status.WALL_TIME, signal.SIGKILL)
    assert 0.1 <= result.usage.wall_time < 1
    with pytest.raises(LimitExceeded, match=r"WALL_TIME: still running after 0\.1 s"):
        result.check()


def test_wall_time_just_under() -> None:
    assert sh("sleep 0.05", limits=Limits(wall_time=2)).status is Status.OK


@pytest.mark.parametrize("profile", ["strict", "none"])
def test_what_cannot_be_started(profile: str, tmp_path: Path) -> None:
    def start(name: str, content: bytes | None = None, mode: int = 0o755) -> tuple[int | None, str]:
        path = tmp_path / name
        if content is not None:
            path.write_bytes(content)
            path.chmod(mode)
        result = run_program([path], profile=profile)
        assert result.status is Status.NOT_STARTED
        assert result.exit_code is result.signal is None
        return result.errno, result.error.message if result.error else ""

    number, message = start("missing")
    assert number == errno.ENOENT
    assert message.endswith("missing: No such file or directory")
    number, message = start("plain", b"#!/bin/sh\n", 0o644)
    assert number == errno.EACCES
    assert message.endswith("it is not marked executable")
    number, message = start("format", b"\x7fELF nonsense")
    assert number == errno.ENOEXEC
    assert "neither a program for this machine nor a script" in message
    number, message = start("empty", b"")
    assert number == errno.ENOEXEC
    number, message = start("interpreter", b"#!/nowhere/python\n")
    assert number == errno.ENOENT
    assert "its interpreter '/nowhere/python' is missing" in message
    (tmp_path / "folder").mkdir()
    number, message = start("folder")
    assert number == errno.EACCES
    assert message.endswith("it is a folder")
    result = run_program(["."], profile=profile, cwd=tmp_path if profile == "none" else None)
    assert result.error is not None and result.error.message == ".: it is a folder"
    result = run_program(["no-such-program-anywhere"], profile=profile)
    assert (result.status, result.errno) == (Status.NOT_STARTED, errno.ENOENT)


@pytest.mark.parametrize("profile", ["strict", "none"])
def test_arguments_that_are_too_long(profile: str) -> None:
    result = run_program(["/bin/true", "x" * 200_000], profile=profile)
    assert (result.status, result.errno) == (Status.NOT_STARTED, errno.E2BIG)
    result = run_program(["/bin/true", *["x" * 10_000] * 1000], profile=profile)
    assert (result.status, result.errno) == (Status.NOT_STARTED, errno.E2BIG)
    long = ["x" * 10_000] * 100
    result = run_program(["/bin/echo", *long], profile=profile, limits=Limits(stdout="2MB"))
    assert result.check().stdout == " ".join(long) + "\n"


# ---- where it runs ----


def test_scratch_folder_and_files(hostile: str) -> None:
    result = sh(
        "pwd; cat greeting sub/other; echo new > made; ls; echo $HOME $TMPDIR",
        files={"greeting": "hello\n", "sub/other": b"there\n"},
    )
    lines = result.check().stdout.split("\n")
    assert lines[1:3] == ["hello", "there"]
    assert lines[3:6] == ["greeting", "made", "sub"]
    assert lines[6] == f"{lines[0]} {lines[0]}"
    if result.protections["mount_namespace"] != "on":
        assert not Path(lines[0]).exists()


@pytest.mark.parametrize("without", ["mount_namespace", "landlock"])
def test_scratch_folder_without_a_private_root(without: str) -> None:
    profile = Profile("less", frozenset(probe())).without("mount_namespace", without)
    result = sh("pwd; cat a/b; echo x > c; ls", files={"a/b": "hello\n"}, profile=profile)
    folder, *rest = result.check().stdout.split()
    assert rest == ["hello", "a", "c"]
    assert not Path(folder).exists()


@pytest.mark.parametrize("name", ["/abs", "../up", "a/../../up", "", ".", "zero\0"])
def test_files_stay_in_the_scratch_folder(name: str) -> None:
    with pytest.raises(ValueError, match="files:"):
        run_program(["true"], files={name: ""})


@pytest.mark.parametrize("profile", ["strict", "less"])
def test_cwd_readable_and_writable(profile: str, tmp_path: Path) -> None:
    less = Profile("less", frozenset(probe())).without("mount_namespace")
    chosen = less if profile == "less" else profile
    if profile == "less" and probe()["landlock"] != "on":
        pytest.skip(f"landlock: {probe()['landlock']}")
    for name in ("here", "read", "write", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").write_text(name)
    script = f"""
        pwd; cat file {tmp_path}/read/file {tmp_path}/write/file {tmp_path}/other/file
        (echo x > new) 2>&-; (echo x > {tmp_path}/read/new) 2>&-
        echo x > {tmp_path}/write/new
    """
    result = sh(
        script,
        cwd=tmp_path / "here",
        readable=[tmp_path / "read"],
        writable=[tmp_path / "write"],
        profile=chosen,
    )
    assert result.stdout == f"{tmp_path}/here\nherereadwrite"
    assert (tmp_path / "write/new").exists()
    assert not (tmp_path / "here/new").exists()
    assert not (tmp_path / "read/new").exists()


def test_paths_with_links_in_them(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real/file").write_text("content")
    (tmp_path / "link").symlink_to("real")
    for place in ("link", "real"):
        result = sh(f"cat {tmp_path}/{place}/file", readable=[tmp_path / "link"])
        assert result.check().stdout == "content"
    (tmp_path / "sh").symlink_to("/bin/sh")
    assert run_program([tmp_path / "sh", "-c", "echo ok"]).check().stdout == "ok\n"


def test_relative_programs_and_this_python(tmp_path: Path, monkeypatch: Any) -> None:
    script = tmp_path / "tool"
    script.write_text("#!/bin/sh\necho tool $1\n")
    script.chmod(0o755)
    monkeypatch.chdir(tmp_path)
    assert run_program(["./tool", "x"]).check().stdout == "tool x\n"
    assert run_program(["./tool"], cwd=tmp_path).check().stdout == "tool\n"
    result = run_program(
        [sys.executable, "-c", "import json; print(json.dumps([1]))"],
        readable={sys.prefix, sys.base_prefix},
    )
    assert result.check().stdout == "[1]\n"


def test_environment(monkeypatch: Any) -> None:
    monkeypatch.setenv("SECRET", "x")
    result = run_program(["env"], env={"MINE": "1", "PATH": "/usr/bin:/bin"})
    variables = dict(line.split("=", 1) for line in result.stdout.splitlines())
    assert "SECRET" not in variables
    assert (variables["MINE"], variables["PATH"]) == ("1", "/usr/bin:/bin")
    for bad in ({"a=b": "x"}, {"": "x"}, {"a": "\0"}):
        with pytest.raises(ValueError, match="env:"):
            run_program(["env"], env=bad)


def test_a_compiler_and_what_it_made(tmp_path: Path) -> None:
    source = tmp_path / "main.c"
    source.write_text('#include <stdio.h>\nint main(void) { puts("compiled"); return 0; }\n')
    limits = Limits(memory="512MB")
    compiled = run_program(
        ["gcc", "-O1", "main.c", "-o", "main"],
        profile="compile", cwd=tmp_path, writable=[tmp_path], limits=limits,
    )  # fmt: skip
    assert compiled.check().stderr == ""
    assert run_program([tmp_path / "main"]).check().stdout == "compiled\n"
    # All in the scratch folder: only this profile executes what was written.
    build = "gcc main.c -o main && ./main"
    result = sh(build, profile="compile", files={"main.c": source.read_bytes()}, limits=limits)
    assert result.check().stdout == "compiled\n"
    result = sh(build, files={"main.c": source.read_bytes()}, limits=limits)
    assert result.exit_code == 126


def test_network_may_be_allowed(hostile: str) -> None:
    result = run_program([hostile, "tcp"], network=True)
    assert result.stdout == "got it\n"
    assert result.protections["network_namespace"] == "not used: the network is allowed"
    assert run_program([hostile, "vsock"], network=True).stdout.startswith("refused")


# ---- protections ----


def test_require() -> None:
    offers = probe()
    for name, state in offers.items():
        if state == "on":
            assert run_program(["true"], require={name}).protections[name] == "on"
        else:
            with pytest.raises(ProtectionUnavailable) as caught:
                run_program(["true"], require={name})
            assert caught.value.missing == {name: state}
    with pytest.raises(ProtectionUnavailable, match="the network is allowed"):
        run_program(["true"], require={"network_namespace"}, network=True)
    with pytest.raises(ValueError, match="no protection 'nonsense'"):
        run_program(["true"], require={"nonsense"})


def test_profiles_say_what_was_on() -> None:
    result = run_program(["true"], profile="none")
    shown = dict(result.protections)
    counted = shown.pop("cpu_accounting")  # it confines nothing, and is part of every profile
    assert counted == probe()["cpu_accounting"]
    assert set(shown.values()) == {"not part of profile 'none'"}
    with pytest.raises(ValueError, match="profile"):
        run_program(["true"], profile="lax")
    with pytest.raises(ValueError, match="no protection 'x'"):
        Profile("mine", frozenset({"x"})).without("x")
    with pytest.raises(ValueError, match="landlock, seccomp only together with no_new_privs"):
        run_program(["true"], profile=Profile("mine", frozenset({"landlock", "seccomp"})))


@pytest.mark.parametrize("argv", [[], "true", b"true"])
def test_argv_of_the_wrong_kind(argv: Any) -> None:
    with pytest.raises(ValueError, match="argv"):
        run_program(argv)


def test_other_misuse(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="zero byte"):
        run_program(["true", "a\0b"])
    with pytest.raises(NotADirectoryError):
        run_program(["true"], cwd=tmp_path / "missing")
    with pytest.raises(FileNotFoundError, match="readable"):
        run_program(["true"], readable=[tmp_path / "missing"])
    with pytest.raises(ValueError, match="whole file system"):
        run_program(["true"], writable=["/"])
    with pytest.raises(ValueError, match="overflow"):
        run_program(["true"], overflow="ignore")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="limits"):
        run_program(["true"], limits={"memory": 1})  # type: ignore[arg-type]
    with pytest.raises(LookupError):
        run_program(["true"], encoding="no-such-encoding")
    with pytest.raises(LookupError, match="no-such-handler"):
        run_program(["true"], errors="no-such-handler")


# ---- usage ----


def test_usage(hostile: str) -> None:
    result = run_program([hostile, "cpu_burn", "0.1"])
    used = result.usage
    assert used.user_time is not None
    assert used.system_time is not None
    assert 0.1 <= used.cpu_time < 0.2
    assert used.cpu_time == pytest.approx(used.user_time + used.system_time)
    assert used.wall_time >= 0.1
    assert used.context_switches is not None
    assert used.steps is None


def test_peak_memory_is_the_programs_own(hostile: str) -> None:
    """Not this process's, which a child inherits as its own peak."""
    ballast = bytearray(200 << 20)
    ballast[::4096] = b"x" * len(ballast[::4096])
    for profile in ("strict", "none"):
        small = run_program(["/bin/true"], profile=profile).usage.peak_memory
        big = run_program([hostile, "malloc_touch", "40"], profile=profile).usage.peak_memory
        assert small is not None
        assert big is not None
        assert small < 8 << 20
        assert 40 << 20 < big < 48 << 20
