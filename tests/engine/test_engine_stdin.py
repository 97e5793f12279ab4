"""What a script reads: text, bytes, or a function that answers when it is asked."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from engine_helpers import FREE, assert_works
from pkhost import VM, ScriptRun, Status, run_script

READ_ALL = """\
try:
    while True:
        print('[' + input() + ']')
except EOFError:
    print('end')
"""
READ_THREE = "for i in range(3): print('[' + input() + ']')"


@pytest.mark.parametrize("given", ["a\nb\nc\n", b"a\nb\nc\n", bytearray(b"a\nb\nc\n"), "a\nb\nc"])
def test_lines(vm: VM, given: str | bytes) -> None:
    assert vm.run(READ_THREE, stdin=given).stdout == "[a]\n[b]\n[c]\n"


def test_text_is_utf_8(vm: VM) -> None:
    assert vm.run("print(input())", stdin="é😀\n").stdout == "é😀\n"
    assert vm.run("print(input())", stdin="é😀\n".encode()).stdout == "é😀\n"


def test_empty_lines(vm: VM) -> None:
    assert vm.run(READ_THREE, stdin="\n\n\n").stdout == "[]\n[]\n[]\n"


def test_a_prompt_is_output(vm: VM) -> None:
    assert vm.run("x = input('name? ')\nprint(x)", stdin="me\n").stdout == "name? me\n"


def test_the_end_of_input_does_not_hang(vm: VM) -> None:
    """PocketPy's input() gives an empty text at the end, for ever."""
    result = vm.run("x = input()\ny = input()\nprint(len(x), len(y))", stdin="")
    assert result.status in (Status.OK, Status.ERROR), str(result)
    assert_works(vm)


def test_what_was_not_read_is_not_there_for_the_next_run(vm: VM) -> None:
    vm.run("input()", stdin="one\ntwo\nthree\n")
    result = vm.run("print('[' + input() + ']')", stdin="other\n")
    assert result.stdout == "[other]\n"


@pytest.mark.parametrize(
    "pieces",
    [["a\n", "b\n", "c\n"], (b"a\nb", b"\nc\n"), ["", "a\nb\n", "", "", "c"], ["a\nb\nc\n"]],
)
@pytest.mark.parametrize("kind", [lambda pieces: pieces, iter])
def test_an_iterable_of_pieces(
    vm: VM,
    kind: Callable[[Iterable[str | bytes]], Iterable[str | bytes]],
    pieces: Iterable[str | bytes],
) -> None:
    assert vm.run(READ_THREE, stdin=kind(pieces)).stdout == "[a]\n[b]\n[c]\n"


def test_an_endless_iterable_is_read_as_far_as_the_script_reads(vm: VM) -> None:
    taken: list[int] = []

    def lines() -> Iterator[str]:
        while True:
            taken.append(len(taken))
            yield f"{len(taken)}\n"

    assert vm.run(READ_THREE, stdin=lines()).stdout == "[1]\n[2]\n[3]\n"
    assert len(taken) == 3


@pytest.mark.parametrize("binary", [False, True])
def test_a_file(vm: VM, tmp_path: Path, binary: bool) -> None:
    path = tmp_path / "input"
    path.write_text("a\nb\nc\n")
    with path.open("rb" if binary else "r") as file:
        assert vm.run(READ_THREE, stdin=file).stdout == "[a]\n[b]\n[c]\n"
    assert vm.run(READ_THREE, stdin=io.StringIO("a\nb\nc\n")).stdout == "[a]\n[b]\n[c]\n"


def test_a_piece_that_is_no_text_is_a_type_error(vm: VM) -> None:
    for pieces in ([5], ["a", None], [["a"]]):
        with pytest.raises(TypeError, match="stdin"):
            vm.run("input()\ninput()", stdin=pieces, limits=FREE)  # type: ignore[arg-type]
        assert_works(vm)


def test_a_function_hears_what_was_printed_since_it_was_last_asked(vm: VM) -> None:
    heard: list[str] = []

    def answer(printed: str) -> str:
        heard.append(printed)
        return "x\n"

    result = vm.run("print('one')\ninput('two')\ninput()\nprint('three')\ninput()", stdin=answer)
    assert heard == ["one\ntwo", "", "three\n"]
    assert result.stdout == "one\ntwothree\n"


def test_a_function_is_asked_when_the_script_reads(vm: VM) -> None:
    asked: list[int] = []

    def answer(printed: str) -> str:
        asked.append(len(asked))
        return f"line {len(asked)}\n"

    assert vm.run("x = 1", stdin=answer).ok
    assert asked == []
    assert vm.run(READ_THREE, stdin=answer).stdout == "[line 1]\n[line 2]\n[line 3]\n"
    assert asked == [0, 1, 2]


def test_a_function_may_give_bytes_parts_and_more_than_asked(vm: VM) -> None:
    pieces = iter([b"a", "", b"ignored"])
    result = vm.run("print('[' + input() + ']')", stdin=lambda printed: next(pieces))
    assert result.stdout == "[a]\n"  # "" was the end
    pieces = iter(["o", "n", "e\ntwo\nthr", "ee\n"])
    assert (
        vm.run(READ_THREE, stdin=lambda printed: next(pieces)).stdout == "[one]\n[two]\n[three]\n"
    )


def test_a_character_in_two_answers(vm: VM) -> None:
    pieces = iter([b"\xc3", b"\xa9\n"])
    assert vm.run("print(input())", stdin=lambda printed: next(pieces)).stdout == "é\n"


@pytest.mark.parametrize("end", ["", b"", None])
def test_the_end_by_a_function(vm: VM, end: str | bytes | None) -> None:
    asked: list[int] = []

    def answer(printed: str) -> str | bytes | None:
        asked.append(1)
        return end

    result = vm.run("x = input()\ny = input()", stdin=answer)
    assert result.status in (Status.OK, Status.ERROR), str(result)
    assert asked == [1], "it is not asked again after the end"


def test_a_conversation(vm: VM) -> None:
    """The function sees what the script has printed, and answers it."""
    heard: list[str] = []

    def answer(printed: str) -> str:
        question = heard[-1].strip()
        a, b = question.removesuffix("=?").split("+")
        return f"{int(a) + int(b)}\n"

    result = vm.run(
        "right = 0\n"
        "for i in range(10):\n"
        "    print(str(i) + '+' + str(i * 2) + '=?')\n"
        "    if int(input()) == i * 3: right += 1\n"
        "print(right)",
        stdin=answer,
        on_stdout=heard.append,
    )
    assert result.status is Status.OK, str(result)
    assert result.stdout.endswith("10\n")


def test_an_exception_of_the_function_stops_the_script_and_comes_out(vm: VM) -> None:
    def answer(printed: str) -> str:
        raise LookupError("ours")

    uses: list[Callable[[], object]] = [
        lambda: vm.run("input()", stdin=answer, limits=FREE),
        lambda: vm.start("input()", stdin=answer, limits=FREE).result(),
        lambda: run_script("input()", stdin=answer, limits=FREE),
    ]
    for use in uses:
        with pytest.raises(LookupError, match="ours"):
            use()
        assert_works(vm)


@pytest.mark.parametrize("answer", [5, 1.5, ["a"], object()])
def test_an_answer_that_is_no_text_is_a_type_error(vm: VM, answer: object) -> None:
    with pytest.raises(TypeError):
        vm.run("input()", stdin=lambda printed: answer, limits=FREE)  # type: ignore[arg-type,return-value]
    assert_works(vm)


@pytest.mark.parametrize("stdin", [5, 1.5, object()])
def test_what_is_no_input_is_a_type_error(vm: VM, stdin: object) -> None:
    for use in (vm.run, vm.start, run_script):
        with pytest.raises(TypeError, match="stdin"):
            use("input()", stdin=stdin)  # type: ignore[operator]
    assert_works(vm)


def test_a_lot_of_input(vm: VM) -> None:
    result = vm.run("n = 0\nfor i in range(20000): n += len(input())\nprint(n)",
                    stdin="x" * 99 + "\n" + ("y" * 9 + "\n") * 20_000)  # fmt: skip
    assert result.stdout == f"{99 + 9 * 19_999}\n"


def test_the_hosts_own_input_is_never_read(open_vm: VM) -> None:
    """Descriptor 0 of this process is put to something that would answer."""
    import os

    readable, writable = os.pipe()
    saved = os.dup(0)
    try:
        os.write(writable, b"secret of the host\n")
        os.dup2(readable, 0)
        for source in ("print(input())", "print(open('/dev/stdin').read())"):
            assert "secret" not in open_vm.run(source).stdout
        os.set_blocking(readable, False)
        assert os.read(readable, 100) == b"secret of the host\n"
    finally:
        os.dup2(saved, 0)
        for descriptor in (saved, readable, writable):
            os.close(descriptor)


def test_a_handle_whose_script_waits_goes_on_in_result(vm: VM) -> None:
    handle: ScriptRun = vm.start("print(input())", stdin=lambda printed: "there\n", limits=FREE)
    assert handle.result().stdout == "there\n"
