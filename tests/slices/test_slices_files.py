"""Files of a run: in memory, with a quota, and nothing of the disk."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pkhost import VM, Limits, Policy, ScriptResult, Status, run_script
from slices_helpers import COUNTED, PATIENCE, finish

FILES_POLICY = Policy()


def run(source: str, files: dict[str, str | bytes] | None = None, **limits: object) -> ScriptResult:
    return run_script(source, files=files or {}, limits=Limits(**limits))  # type: ignore[arg-type]


def written(source: str, files: dict[str, str | bytes] | None = None) -> dict[str, bytes]:
    result = run(source, files)
    assert result.ok, str(result)
    return dict(result.files)


def failed(result: ScriptResult, kind: str, message: str) -> None:
    """An ordinary exception in the script, which keeps its VM."""
    assert result.status is Status.ERROR and result.error is not None, str(result)
    assert result.error.type == kind and message in result.error.message, result.error
    assert not result.restored


# ----------------------------------------------------------------------------- modes


@pytest.mark.parametrize(
    ("mode", "there"),
    [
        ("r", True),
        ("rb", True),
        ("r+", True),
        ("w+", True),
        ("a+", True),
        ("w+", False),
        ("a+", False),
        ("x+", False),
    ],
)
def test_modes_that_read(mode: str, there: bool) -> None:
    files: dict[str, str | bytes] = {"f": "old"} if there else {}
    begins_empty = mode[0] in "wax"
    result = run(f"f = open('f', '{mode}')\nprint(f.read())", files)
    expected = "" if begins_empty else "b'old'" if "b" in mode else "old"
    assert result.stdout == expected + "\n"


@pytest.mark.parametrize(
    ("mode", "there", "content"),
    [
        ("w", True, b"new"),
        ("w", False, b"new"),
        ("a", True, b"oldnew"),
        ("a", False, b"new"),
        ("x", False, b"new"),
        ("r+", True, b"new"),
        ("w+", True, b"new"),
        ("a+", True, b"oldnew"),
    ],
)
def test_modes_that_write(mode: str, there: bool, content: bytes) -> None:
    files: dict[str, str | bytes] = {"f": "old"} if there else {}
    assert written(f"f = open('f', '{mode}')\nf.write('new')", files) == {"f": content}


def test_the_mode_is_to_read_text_if_nothing_is_said() -> None:
    assert run("print(open('f').read())", {"f": "é"}).stdout == "é\n"
    failed(run("open('f').write('x')", {"f": ""}), "OSError", "not open for writing")
    failed(run("open('f')"), "OSError", "No such file or directory: 'f'")
    failed(run("open()"), "TypeError", "expected 3 arguments")
    # The mode's text does not have to outlive the call.
    assert run("f = open('f')\nx = [str(i) for i in range(9999)]\nprint(f.read())", {"f": "a"}).ok


@pytest.mark.parametrize("mode", ["r", "rb", "r+"])
def test_no_such_file(mode: str) -> None:
    failed(run(f"open('f', '{mode}')"), "OSError", "No such file or directory: 'f'")


def test_a_file_that_must_be_new() -> None:
    failed(run("open('f', 'x')", {"f": ""}), "OSError", "File exists: 'f'")


@pytest.mark.parametrize("mode", ["", "q", "b", "+", "rrrrrrrrrr"])
def test_modes_that_are_none(mode: str) -> None:
    assert run(f"open('f', '{mode}')", {"f": ""}).status is Status.ERROR


def test_what_a_mode_is_not_for() -> None:
    failed(run("open('f', 'r').write('x')", {"f": "old"}), "OSError", "not open for writing")
    failed(run("open('f', 'w').read()"), "OSError", "not open for reading")
    assert run("open('f', 'r').read()", {"f": "old"}).files == {}


def test_text_and_bytes() -> None:
    source = (
        "f = open('f', 'wb')\nf.write(bytes([0, 255, 10, 13]))\nf.close()\nopen('f', 'rb').read()"
    )
    result = run(source)
    assert result.files == {"f": b"\x00\xff\n\r"} and result.value == b"\x00\xff\n\r"
    assert written("f = open('f', 'w')\nf.write('größe €\\n')") == {"f": "größe €\n".encode()}
    failed(run("open('f', 'w').write(b'x')"), "TypeError", "'str'")
    failed(run("open('f', 'wb').write('x')"), "TypeError", "'bytes'")


def test_the_value_of_a_write_is_what_was_written() -> None:
    assert run("open('f', 'w').write('four')").value == 4
    assert run("open('f', 'w').write('')").value == 0


def test_the_mode_holds_when_its_text_is_gone() -> None:
    """PocketPy keeps only the address of the text that was given as mode."""
    source = (
        "f = open('f', ''.join(['r', 'b']))\nimport gc\ngc.collect()\n"
        "x = ['t' * k for k in range(2000)]\nprint(f.read())"
    )
    with VM(policy=Policy.open()) as vm:
        assert vm.run(source, files={"f": "old"}).stdout == "b'old'\n"


# ------------------------------------------------------------------- seek, tell, read


def test_seek_and_tell() -> None:
    source = """
f = open('f', 'r+')
print(f.tell(), f.read(2), f.tell())
f.seek(1, 0)
print(f.read(1))
f.seek(2, 1)
print(f.tell(), f.read())
f.seek(-2, 2)
f.write('XY')
f.seek(0, 0)
print(f.read(), f.read() == '')
"""
    result = run(source, {"f": "0123456789"})
    assert result.stdout == "0 01 2\n1\n4 456789\n01234567XY True\n"
    assert result.files == {"f": b"01234567XY"}


def test_a_gap_is_zeros() -> None:
    assert written("f = open('f', 'w')\nf.seek(3, 0)\nf.write('x')") == {"f": b"\0\0\0x"}


def test_appending_goes_to_the_end_wherever_one_is() -> None:
    source = "f = open('f', 'a+')\nf.seek(0, 0)\nf.write('!')\nf.seek(0, 0)\nprint(f.read())"
    assert run(source, {"f": "old"}).stdout == "old!\n"


@pytest.mark.parametrize("place", ["-1, 0", "-4, 2", "-1, 1", "2 ** 62, 0", "2 ** 63 - 1, 1"])
def test_seek_to_nowhere(place: str) -> None:
    failed(run(f"f = open('f', 'r')\nf.seek({place})", {"f": "old"}), "OSError", "seek()")


@pytest.mark.parametrize("size", ["-1", "10 ** 15", "2 ** 63 - 1", "3", "-2 ** 63"])
def test_a_read_takes_what_there_is(size: str) -> None:
    """And no memory for what there is not."""
    result = run(f"print(open('f', 'r').read({size}))", {"f": "old"})
    assert result.stdout == "old\n" and result.usage.peak_memory < 2 << 20


def test_a_file_larger_than_the_vm() -> None:
    with VM(limits=Limits(memory="4MiB", disk="64MiB"), policy=FILES_POLICY) as vm:
        files = {"f": b"x" * (8 << 20)}
        source = "f = open('f', 'rb')\nn = 0\nwhile True:\n    p = f.read(100000)\n"
        source += "    if not p: break\n    n += len(p)\nn"
        assert vm.run(source, files=files).value == 8 << 20
        assert vm.run("open('f', 'rb').read()", files=files).status is Status.MEMORY
        assert vm.run("1", files=files).value == 1


def test_two_handles_on_one_file() -> None:
    source = """
a = open('f', 'r')
b = open('f', 'w')
b.write('new text')
print(a.read(3), a.tell())
c = open('f', 'w')
print(a.read() == '', b.tell())
b.write('!')
"""
    result = run(source, {"f": "old"})
    assert result.stdout == "new 3\nTrue 8\n"
    assert result.files == {"f": b"\0" * 8 + b"!"}


# ------------------------------------------------------------------------- handles


@pytest.mark.parametrize(
    "use", ["read()", "read(1)", "write('x')", "tell()", "seek(0, 0)", "flush()"]
)
def test_a_closed_file(use: str) -> None:
    for closing in ("f.close()", "f.close()\nf.close()", "with f: pass"):
        result = run(f"f = open('f', 'w+')\n{closing}\nf.{use}")
        failed(result, "ValueError", "I/O operation on closed file")


def test_closing_one_twice_does_not_close_another() -> None:
    source = "a = open('a', 'w')\na.close()\nb = open('b', 'w')\na.close()\nb.write('x')"
    assert written(source) == {"a": b"", "b": b"x"}


def test_256_handles() -> None:
    open_many = "fs = [open('f' + str(i), 'w') for i in range({})]\n"
    assert len(written(open_many.format(256))) == 256
    failed(run(open_many.format(257)), "OSError", "Too many open files")
    reopened = open_many.format(256) + "fs[7].close()\nopen('again', 'w').write('x')"
    assert written(reopened)["again"] == b"x"


def test_a_file_object_of_an_earlier_run_is_closed() -> None:
    with VM(policy=FILES_POLICY) as vm:
        assert vm.run("f = open('secret', 'r')", files={"secret": "of the first run"}).ok
        result = vm.run("g = open('other', 'r')\nf.read()", files={"other": "of the second"})
        # Its handle may be another's by now: it must never be the first run's file.
        assert result.error is not None or result.value == "of the second"
        failed(vm.run("f.read()", files={}), "ValueError", "closed file")
        assert vm.run("1").value == 1


# --------------------------------------------------------------------------- names


@pytest.mark.parametrize(
    "name",
    [
        "a",
        "a b",
        "größe",
        "/etc/passwd",
        "../../x",
        "a/b/c",
        ".",
        "..",
        "/",
        "a\n",
        "n" * 1024,
        "*",
    ],
)
def test_names_are_just_names(name: str) -> None:
    source = f"x = open({name!r}, 'r').read()\nopen('copy', 'w').write(x)"
    result = run(source, {name: "content"})
    assert result.ok, str(result)
    assert list(result.files.values()) == [b"content"]


def test_names_that_cannot_be() -> None:
    failed(run("open('', 'w')"), "OSError", "Invalid argument")
    failed(run("open('n' * 1025, 'w')"), "OSError", "File name too long")
    failed(run("open('a\\0b', 'w')"), "ValueError", "null character")
    failed(run("open('a', 'w\\0')"), "ValueError", "null character")
    failed(run("open(5, 'w')"), "TypeError", "")
    for name in ("", "n" * 1025, "a\0b", "ü" * 513):
        with pytest.raises(ValueError, match="cannot be the name of a file"):
            run("", {name: ""})
    with pytest.raises(TypeError, match="is not a str"):
        run("", {5: ""})  # type: ignore[dict-item]
    with pytest.raises(TypeError, match="'f' is not str, bytes or a path object"):
        run("", {"f": 5})  # type: ignore[dict-item]


# ------------------------------------------------------------------------ what comes back


def test_only_what_was_written_comes_back() -> None:
    files: dict[str, str | bytes] = {"read": "1", "kept": "2", "changed": "3", "opened": "4"}
    source = """
open('read', 'r').read()
open('changed', 'a').write('!')
open('opened', 'r+')
open('made', 'w')
"""
    assert written(source, files) == {"changed": b"3!", "made": b""}
    assert files == {"read": "1", "kept": "2", "changed": "3", "opened": "4"}


def test_they_come_in_the_order_in_which_they_were_made() -> None:
    assert list(written("for n in ['c', 'a', 'b']: open(n, 'w')")) == ["c", "a", "b"]


@pytest.mark.parametrize(
    ("ending", "status"),
    [
        ("1 / 0", Status.ERROR),
        ("while True: pass", Status.STEPS),
        pytest.param(
            "eval('(' * 100000)",
            Status.CRASHED,
            marks=pytest.mark.dialect("pocketpy", reason="it is PocketPy's parser that crashes"),
        ),
    ],
)
def test_they_come_back_whatever_the_end(ending: str, status: Status) -> None:
    result = run(f"f = open('f', 'w')\nf.write('so far')\n{ending}", steps=10_000)
    assert result.status is status and result.files == {"f": b"so far"}


def test_a_run_has_files_of_its_own() -> None:
    with VM(policy=FILES_POLICY) as vm:
        assert vm.run("open('f', 'w').write('x')", files={}).files == {"f": b"x"}
        failed(vm.run("open('f', 'r')", files={}), "OSError", "No such file")
        assert vm.run("1", files={}).files == {}


@given(
    st.dictionaries(
        st.text("abcäß/. ", min_size=1, max_size=8), st.binary(max_size=300), max_size=6
    )
)
def test_contents_cross_both_ways(files: dict[str, bytes]) -> None:
    """Copied by the script, byte for byte."""
    source = """
import json
for name in json.loads(open('names', 'r').read()):
    f = open('copy of ' + name, 'wb')
    f.write(open(name, 'rb').read())
    f.close()
"""
    result = run(source, {**files, "names": json.dumps(list(files), ensure_ascii=False)})
    assert result.ok, str(result)
    assert result.files == {f"copy of {name}": content for name, content in files.items()}


def test_in_slices() -> None:
    with VM(limits=COUNTED, policy=FILES_POLICY) as vm:
        source = "f = open('f', 'w')\nfor i in range(50): f.write(str(i) + ',')"
        assert finish(vm.start(source, files={}, paused=True), [7]).files == {
            "f": "".join(f"{i}," for i in range(50)).encode()
        }


# ----------------------------------------------------------------------------- quota

# What a file costs besides its name and content.
OVERHEAD = 64


def test_the_quota_is_exact() -> None:
    """Name, content and a fixed cost: one byte more ends the script, and says why."""
    room = OVERHEAD + len("f") + 300
    just = run("f = open('f', 'w')\nf.write('x' * 300)", disk=room)
    assert just.ok and just.files == {"f": b"x" * 300}
    over = run("f = open('f', 'w')\nf.write('x' * 300)\nprint('on')", disk=room - 1)
    assert over.status is Status.OUTPUT and over.error is not None
    assert over.error.message == f"the limit of {room - 1} bytes on files was reached"
    assert over.files == {"f": b""} and over.stdout == "" and not over.restored


def test_the_quota_cannot_be_caught() -> None:
    source = (
        "f = open('f', 'w')\nwhile True:\n    try:\n        f.write('x' * 100)\n    except: pass"
    )
    result = run(source, disk=1000)
    assert result.status is Status.OUTPUT
    assert 800 < len(result.files["f"]) <= 1000 - OVERHEAD


def test_a_file_too_many() -> None:
    room = 3 * (OVERHEAD + 1)
    assert len(run("for n in 'abc': open(n, 'w')", disk=room).files) == 3
    failed(run("for n in 'abc': open(n, 'w')", disk=room - 1), "OSError", "No space left")


def test_what_was_given_is_charged() -> None:
    room = OVERHEAD + 1 + 100
    grow = "f = open('f', 'a')\nf.write('x')"
    assert run(grow, {"f": b"y" * 99}, disk=room).ok
    assert run(grow, {"f": b"y" * 100}, disk=room).status is Status.OUTPUT
    assert run("len(open('f', 'r').read())", {"f": b"y" * 500}, disk=room).value == 500


def test_overwriting_and_emptying_cost_nothing() -> None:
    room = OVERHEAD + 1 + 100
    source = "for i in range(50):\n    f = open('f', 'w')\n    f.write('x' * 100)\n"
    source += "    f.seek(0, 0)\n    f.write('y' * 100)\n    f.close()"
    assert run(source, disk=room).files == {"f": b"y" * 100}


def test_gaps_are_charged() -> None:
    room = OVERHEAD + 1 + 100
    gap = "f = open('f', 'w')\nf.seek({}, 0)\nf.write('x')"
    assert run(gap.format(99), disk=room).files == {"f": b"\0" * 99 + b"x"}
    assert run(gap.format(100), disk=room).status is Status.OUTPUT


def test_without_a_quota_time_still_counts() -> None:
    """A gap of nearly 4 GiB, the most that a file can have, is stopped while it is filled."""
    source = "f = open('f', 'w')\nf.seek(2 ** 32 - 100, 0)\nf.write('x')"
    result = run(source, disk=None, wall_time=0.05)
    assert result.status is Status.WALL_TIME and result.usage.wall_time < PATIENCE


# ------------------------------------------------------------------------ closed by default


def test_a_policy_can_hide_open() -> None:
    hides = Policy().hide("open")
    failed(run_script("open('f', 'r')", policy=hides), "NameError", "open")
    with VM(policy=hides) as vm:
        failed(vm.run("open('f', 'r')"), "NameError", "open")
        with pytest.raises(ValueError, match=r"Policy\(\)\.show\('open'\)"):
            vm.run("", files={})


def test_open_without_files_finds_and_makes_nothing() -> None:
    with VM(policy=FILES_POLICY) as vm:
        failed(vm.run("open('/etc/hostname', 'r')"), "OSError", "")
        failed(vm.run("open('f', 'w')"), "OSError", "")


def test_the_disk_is_never_touched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    canary = tmp_path / "canary"
    canary.write_text("sings")
    monkeypatch.chdir(tmp_path)
    os.utime(canary, (1, 1))
    for name in ("canary", str(canary), "./canary", f"{tmp_path}/../{tmp_path.name}/canary"):
        failed(run(f"open({name!r}, 'r')"), "OSError", "No such file")
        for mode in ("w", "a", "w+", "wb", "x"):
            text = "b'x'" if "b" in mode else "'x'"
            assert run(f"f = open({name!r}, '{mode}')\nf.write({text})").files == {name: b"x"}
    for name in ("new", str(tmp_path / "new"), "/dev/stdout", "/proc/self/mem", "/dev/full"):
        assert run(f"f = open({name!r}, 'w')\nf.write('x')").files == {name: b"x"}
    assert canary.read_text() == "sings" and canary.stat().st_mtime == 1
    assert [path.name for path in tmp_path.iterdir()] == ["canary"]


HOSTILE = [
    "type(open('f', 'w')).__new__(int, 'f', 'w')",
    "type(open('f', 'w')).__new__(type(open('f', 'w')), 'f')",
    "object.__new__(type(open('f', 'w'))).read()",
    "type(open('f', 'w')).read(5)",
    "type(open('f', 'w')).read('text')",
    "type(open('f', 'w')).write([], 'x')",
    "type(open('f', 'w')).seek(open, 0, 0)",
    "open('f', 'w').read.__func__(5)",
    "open('f', 'w').__exit__()",
    "open('f', 'w').seek('a', 'b')",
    "open('f', 'w').seek(0)",
    "open('f', 'w').read(1, 2)",
    "open('f', 'w').write()",
    "open('f', 'w').close(1)",
    "open('f', 'w').flush(1)",
    "open('f', 'w').tell(1)",
    "open()",
    "open('f')",
    "open(*['f', 'w', 'x'])",
    "class F(type(open('f', 'w'))): pass",
    "f = open('f', 'w+')\nf.seek(0, 77)\nf.read()",
    "f = open('f', 'w')\nf.x = 1",
    "f = open('f', 'w')\nf.read = 1",
    "del open('f', 'w').file",
    "hash(open('f', 'w')), str(open('f', 'w'))",
    "for i in range(1000): open('f', 'w')",
    "import json\njson.dumps(open('f', 'w'))",
    "a = [open('f', 'w')]\na.append(a)\nrepr(a[0])",
    "exec(open('f', 'r'))",
    "open(open, open)",
    "f = open('f', 'wb')\nf.write(bytearray(3))",
    "eval('open')('f', 'w').write('x' * 100000)",
]


@pytest.mark.parametrize("source", HOSTILE)
def test_misuse_is_an_exception_and_no_more(source: str) -> None:
    with VM(policy=FILES_POLICY, limits=Limits(memory="8MiB")) as vm:
        result = vm.run(source, files={})
        assert result.status in (Status.ERROR, Status.OK), str(result)
        assert vm.run("f = open('g', 'w')\nf.write('x')", files={}).files == {"g": b"x"}
