"""What the host has packed is looked at before it enters a VM: all of it, and quickly."""

from __future__ import annotations

import math
import struct
from typing import Any

import msgpack
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pkhost.engine.factory import engine
from pkhost.scripts.values import pack, unpack

MOST = (1 << 63) - 1

numbers = st.one_of(
    st.integers(-(1 << 63), MOST),
    st.integers(MOST - 1, (1 << 64) - 1),  # some of which may not
    st.floats(allow_nan=True),
    st.sampled_from([207, 0xCF00, 0xCFCF, 0xCB7FF8, -(1 << 31)]),  # bytes like those of others
)
leaves = st.one_of(
    numbers,
    st.none(),
    st.booleans(),
    st.text(max_size=40),
    st.sampled_from([b"\xcf" * 9, b"\xcb\x7f\xf8" + bytes(9), "\xcf" * 300, b"\xff" * 70000]),
    st.binary(max_size=40),
)
values = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, max_size=20),
        st.lists(inner, max_size=5).map(tuple),
        st.dictionaries(st.one_of(st.text(max_size=5), st.integers(0, MOST)), inner, max_size=17),
    ),
    max_leaves=40,
)


def may_enter(value: Any) -> bool:
    """By a look at each part."""
    if isinstance(value, dict):
        return all(map(may_enter, value.values()))
    if isinstance(value, (list, tuple)):
        return all(map(may_enter, value))
    if isinstance(value, float):
        return not math.isnan(value)
    return not isinstance(value, int) or value <= MOST


@settings(max_examples=200)
@given(values)
@example([207, 204, 207, 0xCFCF, 0xFFFFFFFF])
@example(list(range(70000)))
@example((1, (2, (3, float("nan")))))
@example({"a": [MOST + 1]})
@pytest.mark.slow
def test_numbers_that_may_not_enter_are_found_wherever_they_are(value: Any) -> None:
    if may_enter(value):
        assert unpack(pack(value)) == value
    else:
        with pytest.raises(ValueError, match=r"is an integer beyond 64 bits|is not a number"):
            pack(value)


@pytest.mark.parametrize("bits", [0x7FF8 << 48, 0xFFF8 << 48, (0x7FF8 << 48) + 1])
def test_each_kind_of_nan(bits: int) -> None:
    nan = struct.unpack(">d", struct.pack(">Q", bits))[0]
    with pytest.raises(ValueError, match=r"value\[1\] is not a number"):
        pack(["a text", nan])


@given(st.binary(max_size=60))
def test_it_ends_where_the_bytes_end(data: bytes) -> None:
    """Whatever they are: what follows text that is too long for them is not looked at."""
    assert engine().is_plain(b"\xdb" + len(data).to_bytes(4, "big") + data, 0)
    assert not engine().is_plain(b"\xdb" + (len(data) + 1).to_bytes(4, "big") + data, 0)


@given(values)
def test_what_is_cut_short_is_not_plain(value: Any) -> None:
    data = msgpack.packb([value, "last"], default=list, strict_types=True)
    assert not engine().is_plain(data[:-1], 64)


def depth_of(value: Any) -> int:
    if isinstance(value, dict):
        return 1 + max(map(depth_of, value.values()), default=0)
    if isinstance(value, (list, tuple, set)):
        return 1 + max(map(depth_of, value), default=0)
    return 0


@given(values)
@example([[], [[]], {}, ((), {"a": set()})])
@example([list(range(70000)), {i: [i] for i in range(70000)}, [[]], ...])
def test_how_deeply_it_is_nested(value: Any) -> None:
    try:
        data = pack(value)
    except ValueError:  # a number, see above
        return
    depth = depth_of(value)
    assert engine().is_plain(data, depth)
    assert depth == 0 or not engine().is_plain(data, depth - 1)
