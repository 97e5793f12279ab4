"""Output limits: to the byte, each stream for itself; what fits is kept."""

from __future__ import annotations

import pytest

from engine_helpers import assert_works, stopped
from pkhost import VM, Limits, Status, run_script

WRITE = {
    "stdout": "import sys\nsys.stdout.write({!r})",
    "stderr": "import sys\nsys.stderr.write({!r})",
}


@pytest.mark.parametrize("stream", WRITE)
@pytest.mark.parametrize("size", [1, 2, 10, 255, 256, 257, 65535, 65536, 65537, 1_000_000])
def test_as_much_as_the_limit_is_ok_and_a_byte_more_is_not(vm: VM, stream: str, size: int) -> None:
    limits = vm.limits.replace(**{stream: size})
    exact = vm.run(WRITE[stream].format("a" * size), limits=limits)
    assert exact.ok, str(exact)
    assert getattr(exact, stream) == "a" * size
    assert getattr(exact.usage, f"{stream}_bytes") == size

    over = stopped(vm.run(WRITE[stream].format("a" * size + "b"), limits=limits), Status.OUTPUT)
    assert getattr(over, stream) == "a" * size
    assert getattr(over.usage, f"{stream}_bytes") == size
    assert (
        over.error is not None and stream in over.error.message and str(size) in over.error.message
    )
    assert not over.restored
    assert_works(vm)


@pytest.mark.parametrize("stream", WRITE)
def test_no_output_at_all_is_possible(vm: VM, stream: str) -> None:
    limits = vm.limits.replace(**{stream: 0})
    assert vm.run("x = 1", limits=limits).ok
    assert vm.run(WRITE[stream].format(""), limits=limits).ok
    result = stopped(vm.run(WRITE[stream].format("a"), limits=limits), Status.OUTPUT)
    assert getattr(result, stream) == ""


def test_the_streams_are_limited_apart(vm: VM) -> None:
    script = "import sys\nprint('a' * 99)\nsys.stderr.write('b' * 50)"
    result = vm.run(script, limits=vm.limits.replace(stdout=100, stderr=50))
    assert result.ok
    assert (result.usage.stdout_bytes, result.usage.stderr_bytes) == (100, 50)
    result = stopped(vm.run(script, limits=vm.limits.replace(stdout=100, stderr=49)), Status.OUTPUT)
    assert result.stdout == "a" * 99 + "\n"
    assert result.stderr == "b" * 49


@pytest.mark.parametrize(("limit", "text"), [(2, "é"), (3, "é\ufffd"), (4, "éé")])
def test_a_character_of_several_bytes_at_the_edge(vm: VM, limit: int, text: str) -> None:
    """The limit is of bytes: half a character is kept, and shown as what it is."""
    result = stopped(
        vm.run("print('é' * 10)", limits=vm.limits.replace(stdout=limit)), Status.OUTPUT
    )
    assert result.stdout == text
    assert result.usage.stdout_bytes == limit


@pytest.mark.parametrize("limit", range(1, 9))
def test_wide_characters_cut_at_every_byte(vm: VM, limit: int) -> None:
    result = stopped(
        vm.run("print('😀😀', end='!')", limits=vm.limits.replace(stdout=limit)), Status.OUTPUT
    )
    assert result.usage.stdout_bytes == limit
    assert result.stdout == ("😀😀!").encode()[:limit].decode("utf-8", "replace")


def test_a_flood_is_stopped_where_it_is(vm: VM) -> None:
    result = vm.run("n = 0\nwhile True:\n    n += 1\n    print('x' * 99)",
                    limits=vm.limits.replace(stdout=1000))  # fmt: skip
    stopped(result, Status.OUTPUT)
    assert result.stdout == ("x" * 99 + "\n") * 10
    assert vm.run("print(n)").stdout == "11\n"


def test_nothing_is_printed_after_the_stop(vm: VM) -> None:
    script = "try:\n    print('x' * 100)\nexcept:\n    print('y')\nprint('z')"
    result = stopped(vm.run(script, limits=vm.limits.replace(stdout=101 - 1)), Status.OUTPUT)
    assert result.stdout == "x" * 100


def test_without_a_limit(vm: VM) -> None:
    size = 3_000_000
    result = vm.run(f"print('x' * {size}, end='')", limits=vm.limits.replace(stdout=None))
    assert result.ok
    assert len(result.stdout) == size


def test_print_in_pieces_is_counted_as_a_whole(vm: VM) -> None:
    script = "print(1, 2, 3, sep='--', end='\\n\\n')"
    text = "1--2--3\n\n"
    assert vm.run(script, limits=vm.limits.replace(stdout=len(text))).stdout == text
    result = vm.run(script, limits=vm.limits.replace(stdout=len(text) - 1))
    assert stopped(result, Status.OUTPUT).stdout == text[:-1]


def test_limits_of_the_vm_hold_for_runs_without_their_own() -> None:
    with VM(limits=Limits(stdout=3)) as vm:
        assert vm.run("print('ab')").ok
        stopped(vm.run("print('abc')"), Status.OUTPUT)
        assert vm.run("print('ab')").ok


def test_a_file_has_no_more_bytes_than_messagepack_can_say() -> None:
    """Whatever the quota: otherwise the host could not unpack what the script has written."""
    source = "f = open('a', 'wb')\nf.write(b'seen')\nf.seek({}, 0)\nf.write(b'xx')"
    # Time enough to refuse it, and too little to fill the host's memory.
    limits = Limits(disk=None, wall_time=0.3)
    for at in (2**32 - 2, 2**40):
        result = run_script(source.format(at), files={}, limits=limits)
        assert result.status is Status.OUTPUT, result
        assert result.error is not None
        assert result.error.limit == "disk"
        assert result.error.message == "the limit of 4294967295 bytes on files was reached"
        assert result.files == {"a": b"seen"}
