"""MessagePack in the engine (base/messagepack.h) against Python's: every format, at its bounds.

Messages go to the engine byte for byte, and come back so: what the Python side makes of them
has tests of its own (tests/scripting/test_scripting_values.py).
"""

from __future__ import annotations

import functools
import random
import struct
from typing import Any

import msgpack
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dialects
import homes
from engine_helpers import FREE
from pkhost import Status
from pkhost.engine.factory import engine, home
from pkhost.engine.interface import EngineVM
from pkhost.engine.job import Job, Kind
from pkhost.engine.outcome import Event, Outcome
from pkhost.scripts.packed_files import pack_files, unpack_files
from pkhost.scripts.values import pack, unpack

TUPLE, SET, ABSENT, KEY = -2, -3, -4, -5


def is_plain(message: bytes, levels: int) -> bool:
    return engine().is_plain(message, levels)


def vm() -> EngineVM:
    """One VM a home for the whole file: none of its messages may harm it."""
    return _vm(homes.current(), dialects.current())


@functools.cache
def _vm(_home: str, _dialect: str) -> EngineVM:
    return home().new_vm(64 << 20, b"*\0")


def run(kind: Kind, source: str, payload: bytes = b"", files: bytes = b"") -> Outcome:
    job = Job(source.encode(), "m.py", FREE, kind, payload, files=files, files_quota=1 << 24)
    event = vm().run(job)
    while event is not Event.DONE:
        event = vm().wait()
    return vm().outcome()


def enter(message: bytes) -> Outcome:
    return run(Kind.SET, "value", message)


def leave() -> Any:
    """The bytes that the engine makes of the value; None if it is None."""
    result = run(Kind.GET, "value")
    assert result.status is Status.OK, str(result)
    return result.value


def sized(formats: dict[int, str], contents: bytes, size: int) -> list[bytes]:
    """Contents behind each head that can hold their size."""
    limits = {"B": 1 << 8, "H": 1 << 16, "I": 1 << 32}
    return [
        bytes([first]) + struct.pack(f">{width}", size) + contents
        for first, width in formats.items()
        if size < limits[width]
    ]


EDGES = sorted({
    edge
    for bits in (5, 7, 8, 15, 16, 31, 32, 63, 64)
    for edge in range((1 << bits) - 2, (1 << bits) + 2)
    if edge < 1 << 64
} | {
    -edge
    for bits in (5, 7, 8, 15, 16, 31, 32, 63)
    for edge in range((1 << bits) - 2, (1 << bits) + 2)
    if edge <= 1 << 63
})  # fmt: skip
SIZES = (0, 1, 15, 16, 17, 31, 32, 33, 254, 255, 256, 257, 65534, 65535, 65536, 65537)


def integers(number: int) -> list[bytes]:
    """Each of its formats."""
    messages = [msgpack.packb(number)]
    for first, code in {0xCC: "B", 0xCD: "H", 0xCE: "I", 0xCF: "Q",
                        0xD0: "b", 0xD1: "h", 0xD2: "i", 0xD3: "q"}.items():  # fmt: skip
        try:
            messages.append(bytes([first]) + struct.pack(f">{code}", number))
        except struct.error:
            continue
    return messages


LARGE = pytest.mark.dialect("pocketpy", reason="Python has integers beyond 64 bits")


@pytest.mark.parametrize(
    "number", [pytest.param(n, marks=[LARGE] if n >= 1 << 63 else []) for n in EDGES]
)
def test_integers_of_every_format(number: int) -> None:
    for message in integers(number):
        assert msgpack.unpackb(message) == number
        result = enter(message)
        if number < 1 << 63:
            assert result.status is Status.OK
            assert is_plain(message, 0)
            assert msgpack.unpackb(leave()) == number
        else:
            assert result.error is not None
            assert result.error.message == "an integer is beyond 64 bits"
            assert not is_plain(message, 0)


@pytest.mark.parametrize("number", EDGES)
def test_integers_leave_in_no_more_bytes_than_a_number_with_a_sign_needs(number: int) -> None:
    if number >= 1 << 63:
        return
    enter(msgpack.packb(number))
    fixed = -32 <= number < 128
    least = (
        1
        if fixed
        else 1 + next(n for n in (1, 2, 4, 8) if -(1 << 8 * n - 1) <= number < 1 << 8 * n - 1)
    )
    assert len(leave()) == least


@pytest.mark.parametrize("number", [0.0, -0.0, 1.5, 5e-324, 1.7976931348623157e308, float("inf")])
def test_floats_of_both_widths(number: float) -> None:
    enter(msgpack.packb(number))
    assert leave() == msgpack.packb(number)
    narrow = min(number, 1e38) if number != float("inf") else number
    message = b"\xca" + struct.pack(">f", narrow)
    enter(message)
    assert leave() == msgpack.packb(msgpack.unpackb(message))


@pytest.mark.parametrize("size", SIZES)
def test_text_and_bytes_of_every_format(size: int) -> None:
    contents = b"x" * size
    for text in sized({0xD9: "B", 0xDA: "H", 0xDB: "I"}, contents, size):
        enter(text)
        assert leave() == msgpack.packb(contents.decode())
        assert is_plain(text, 0)
    for data in sized({0xC4: "B", 0xC5: "H", 0xC6: "I"}, contents, size):
        enter(data)
        assert leave() == msgpack.packb(contents)
        assert is_plain(data, 0)
    enter(msgpack.packb(contents.decode()))
    assert leave() == msgpack.packb(contents.decode())


@pytest.mark.parametrize("size", SIZES)
def test_arrays_and_maps_of_every_format(size: int) -> None:
    items = list(range(size))
    packed = b"".join(map(msgpack.packb, items))
    for array in sized({0xDC: "H", 0xDD: "I"}, packed, size):
        enter(array)
        assert msgpack.unpackb(leave()) == items
        assert leave()[:3] == msgpack.packb(items)[:3]
        assert is_plain(array, 1)
    pairs = b"".join(msgpack.packb(n) + b"\xc0" for n in items)
    for pairs_of in sized({0xDE: "H", 0xDF: "I"}, pairs, size):
        enter(pairs_of)
        assert msgpack.unpackb(leave(), strict_map_key=False) == dict.fromkeys(items)
        assert leave()[:3] == msgpack.packb(dict.fromkeys(items))[:3]
        assert is_plain(pairs_of, 1)
    enter(msgpack.packb(items))
    assert msgpack.unpackb(leave()) == items


@pytest.mark.parametrize("size", [*SIZES[1:], 2, 4, 8, 16])
def test_extensions_of_every_format(size: int) -> None:
    """A tuple whose packed items are so many bytes."""
    items = (
        next(
            packed
            for nones in range(4)
            for last in range(size)
            if len(packed := msgpack.packb([None] * nones + [b"x" * (size - 1 - last)])) == size
        )
        if size > 2
        else msgpack.packb([None] * (size - 1))
    )
    value = tuple(msgpack.unpackb(items))
    messages = [
        bytes([first]) + struct.pack(f">{width}b", size, TUPLE) + items
        for first, width in ((0xC7, "B"), (0xC8, "H"), (0xC9, "I"))
        if size < 1 << 8 * struct.calcsize(width)
    ]
    messages.append(msgpack.packb(tuple.__new__(msgpack.ExtType, (TUPLE, items))))
    for message in messages:
        result = enter(message)
        assert result.status is Status.OK, str(result)
        assert unpack(leave()) == value
        assert is_plain(message, 1)


def test_what_an_extension_holds_is_one_array_and_nothing_else() -> None:
    one = msgpack.packb([1])
    for code, contents in (
        (TUPLE, one + b"\x01"), (TUPLE, b""), (TUPLE, b"\x01"), (TUPLE, one[:-1]), (SET, b"\x80"),
        (ABSENT, b"\x01"), (KEY, one), (1, one), (2, one), (0, one), (-1, one), (127, one),
    ):  # fmt: skip
        result = enter(struct.pack(">BBb", 0xC7, len(contents), code) + contents)
        assert result.error is not None, (code, contents)
        assert result.error.message == "what the host packed is not MessagePack"


def test_a_byte_more_than_a_value_is_not_one() -> None:
    for value in (None, 1, "text", [1], {"a": 1}, (1,), ...):
        assert enter(pack(value)).status is Status.OK
        assert enter(pack(value) + b"\x00").status is Status.ERROR


def test_every_first_byte() -> None:
    """With enough behind it, each is an item, but for the one that is never used."""
    for first in range(256):
        zeros = bytes([first]) + bytes(64)
        taken = msgpack.Unpacker(strict_map_key=False, ext_hook=lambda code, data: ...)
        taken.feed(zeros)
        try:
            taken.unpack()
        except (msgpack.FormatError, ValueError):
            assert first == 0xC1
            size = len(zeros)
        else:
            size = taken.tell()
        is_extension = first in (0xC7, 0xC8, 0xC9) or 0xD4 <= first <= 0xD8
        result = enter(zeros[:size])
        assert (result.status is Status.OK) is (first != 0xC1 and not is_extension), first


SAMPLES = [
    [None, True, False, ..., 1, -1, 127, 128, -32, -33, 1 << 40, -(1 << 40), 0.5],
    ["", "text", "x" * 40, b"", b"bytes", "é" * 100],
    {"a": [1, {"b": (2, 3)}], "c": {4, 5}, 6: []},
    [[[[[]]]], ((), ({},)), set()],
    list(range(70)),
    {str(n): n for n in range(40)},
]


@pytest.mark.parametrize("sample", SAMPLES, ids=map(str, range(len(SAMPLES))))
def test_cut_short_anywhere(sample: Any) -> None:
    message = pack(sample)
    for size in range(len(message)):
        result = enter(message[:size])
        assert result.error is not None, size
        assert result.error.message == "what the host packed is not MessagePack"
        assert not (size > 0 and is_plain(message[:size], 64)), size
    assert enter(message).status is Status.OK
    assert vm().check_memory() is None


@pytest.mark.parametrize("sample", SAMPLES, ids=map(str, range(len(SAMPLES))))
def test_each_byte_changed_in_turn(sample: Any) -> None:
    """It is another value, or refused; what it is, Python's reader says too."""
    message = pack(sample)
    for at in range(len(message)):
        for byte in {0x00, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, *range(0xC0, 0xE0), 0xFF}:
            changed = message[:at] + bytes([byte]) + message[at + 1 :]
            check_against_python(changed)
    assert vm().check_memory() is None


def check_against_python(message: bytes) -> None:
    result = enter(message)
    assert result.status in (Status.OK, Status.ERROR), str(result)
    if result.status is Status.OK:
        try:
            value = unpack(message)
        except UnicodeDecodeError:  # it does not leave: see test_scripting_values.py
            return
        back = run(Kind.GET, "value")
        if back.status is Status.OK and value is not None:
            assert same(unpack(back.value), value), message
        elif back.error is not None:
            # Numbers and text that Python has, and the packer refuses before they get here.
            assert "NaN" in back.error.message or "UTF-8" in back.error.message, str(back)


def same(one: Any, other: Any) -> bool:
    return repr(one) == repr(other)


@given(st.binary(max_size=200))
@settings(max_examples=500)
def test_any_bytes(message: bytes) -> None:
    result = enter(message)
    assert result.status in (Status.OK, Status.ERROR), str(result)
    is_plain(message, 64)


def test_many_changes_at_once() -> None:
    chance = random.Random(9)
    for _ in range(2000):
        message = bytearray(pack(chance.choice(SAMPLES)))
        for _ in range(chance.randint(1, 6)):
            at = chance.randrange(len(message))
            what = chance.randrange(3)
            if what == 0:
                message[at] = chance.randrange(256)
            elif what == 1:
                del message[at : at + chance.randint(1, 4)]
            else:
                message[at:at] = chance.randbytes(chance.randint(1, 4))
            if not message:
                break
        result = enter(bytes(message))
        assert result.status in (Status.OK, Status.ERROR), str(result)
        is_plain(bytes(message), 64)
    assert vm().check_memory() is None


FILES = {"a": b"", "b" * 31: b"x" * 255, "c" * 32: b"x" * 256, "d" * 255: b"x" * 65535,
         "e" * 256: b"x" * 65536, "f" * 1024: b"y"}  # fmt: skip
COPY = """
for name in %r:
    with open(name, "rb") as f:
        data = f.read()
    with open(name, "wb") as f:
        f.write(data)
"""


def test_files_of_every_size_come_back() -> None:
    result = run(Kind.EXECUTE, COPY % list(FILES), files=pack_files(FILES))
    assert result.status is Status.OK, str(result)
    assert unpack_files(result.files) == FILES


def test_files_are_written_as_python_does() -> None:
    assert unpack_files(pack_files(FILES)) == dict(reversed(FILES.items()))


def test_files_that_are_cut_short_or_are_something_else() -> None:
    packed = pack_files({"a": b"12", "b": b"345"})
    for message in [
        *(packed[:size] for size in range(1, len(packed))), packed + b"\0", b"\x90",
        msgpack.packb({"a": "text"}), msgpack.packb({b"a": b""}), msgpack.packb({"a" * 1025: b""}),
    ]:  # fmt: skip
        with pytest.raises(ValueError, match="files: they are not packed"):
            run(Kind.EXECUTE, "", files=message)
    assert run(Kind.EXECUTE, "", files=packed).status is Status.OK
