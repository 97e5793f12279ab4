"""Limits: values, their bounds to the number, and clear errors for nonsense."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import math
import pickle
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pkhost import InvalidLimit, Limits
from pkhost.limits import LimitName

SIZE_FIELDS = ("memory", "stdout", "stderr", "file_size", "disk", "address_space", "stack")
TIME_FIELDS = ("wall_time", "cpu_time")
COUNT_FIELDS = {
    "steps": (1, 2**63 - 1),
    "recursion": (2, 10_000),
    "processes": (1, 1_000_000),
    "open_files": (3, 1_000_000),
}
FIELDS = tuple(field.name for field in dataclasses.fields(Limits))
NOT_OPTIONAL = ("memory", "recursion")
YEAR = 366 * 24 * 3600.0
MOST_BYTES = 1 << 47


def make(field: str, value: object) -> Limits:
    return Limits(**{field: value})  # type: ignore[arg-type]


def refused(field: str, value: object) -> None:
    for attempt in (
        lambda: make(field, value),
        lambda: Limits().replace(**{field: value}),
        lambda: Limits.preset("macro", **{field: value}),
    ):
        with pytest.raises(InvalidLimit) as caught:
            attempt()
        error = caught.value
        assert isinstance(error, ValueError)
        assert error.field == field
        assert error.reason
        assert str(error) == f"{field}: {error.reason}"


def test_these_are_all_fields() -> None:
    assert set(FIELDS) == {*SIZE_FIELDS, *TIME_FIELDS, *COUNT_FIELDS}
    assert get_args(LimitName) == FIELDS


def test_nothing_is_unlimited_by_default_but_address_space() -> None:
    limits = Limits()
    unlimited = [name for name in FIELDS if getattr(limits, name) is None]
    assert unlimited == ["address_space"]


@pytest.mark.parametrize("field", FIELDS)
def test_none_is_unlimited_where_that_is_possible(field: str) -> None:
    if field in NOT_OPTIONAL:
        refused(field, None)
    else:
        assert getattr(make(field, None), field) is None


@pytest.mark.parametrize("field", COUNT_FIELDS)
def test_counts_at_their_bounds(field: str) -> None:
    least, most = COUNT_FIELDS[field]
    assert getattr(make(field, least), field) == least
    assert getattr(make(field, most), field) == most
    refused(field, least - 1)
    refused(field, most + 1)
    refused(field, -1)


@pytest.mark.parametrize("field", SIZE_FIELDS)
def test_sizes_at_their_bounds(field: str) -> None:
    least = 1 if field in ("memory", "stack") else 0
    assert getattr(make(field, least), field) == least
    assert getattr(make(field, MOST_BYTES), field) == MOST_BYTES
    refused(field, least - 1)
    refused(field, MOST_BYTES + 1)
    refused(field, "128.1TiB")


@pytest.mark.parametrize("field", TIME_FIELDS)
def test_times_at_their_bounds(field: str) -> None:
    for value in (1e-300, 0.001, 1, 1.5, YEAR):
        assert getattr(make(field, value), field) == value
        assert isinstance(getattr(make(field, value), field), float)
    for value in (0, 0.0, -0.0, -1, -0.001, YEAR + 1, math.nan, math.inf, -math.inf, 10**400):
        refused(field, value)


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("value", [True, False, [], {}, (), object(), b"1", 1j, "", "x", "1 2"])
def test_nonsense_is_a_value_error_that_names_the_field(field: str, value: object) -> None:
    refused(field, value)


@pytest.mark.parametrize("field", COUNT_FIELDS)
@pytest.mark.parametrize("value", ["5", 5.0, "5MB", math.nan, math.inf])
def test_counts_are_whole_numbers(field: str, value: object) -> None:
    refused(field, value)


@pytest.mark.parametrize("field", TIME_FIELDS)
def test_times_are_numbers(field: str) -> None:
    refused(field, "5")
    refused(field, "5s")


@pytest.mark.parametrize("field", SIZE_FIELDS)
@pytest.mark.parametrize("value", [1.5, "-1", "-1MB", "1e6", "0x10", "MB", "1 M B", "1XB", "1Mb/s"])
def test_sizes_are_sizes(field: str, value: object) -> None:
    refused(field, value)


def test_every_argument_is_a_keyword() -> None:
    with pytest.raises(TypeError, match=r"Limits\(steps=1000\)"):
        Limits(5)  # type: ignore[misc]
    with pytest.raises(TypeError, match="unexpected keyword argument 'no_such'; there are: "):
        Limits(no_such=1)  # type: ignore[call-arg]
    for wrong in (Limits, Limits().replace, lambda **v: Limits.preset("frame", **v)):
        with pytest.raises(TypeError, match="'step'; did you mean 'steps'"):
            wrong(step=1)


@pytest.mark.parametrize("field", FIELDS)
def test_it_is_frozen(field: str) -> None:
    limits = Limits()
    before = getattr(limits, field)
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(limits, field, 5)
    with pytest.raises(dataclasses.FrozenInstanceError):
        delattr(limits, field)
    assert getattr(limits, field) == before


def test_nothing_can_be_added() -> None:
    with pytest.raises((AttributeError, TypeError)):
        Limits().more = 1  # type: ignore[attr-defined]


def test_equality_and_hash_are_by_value() -> None:
    assert Limits() == Limits()
    assert hash(Limits()) == hash(Limits())
    assert Limits(memory="64MiB") == Limits(memory=64 << 20)
    assert hash(Limits(memory="64MiB")) == hash(Limits(memory=64 << 20))
    assert Limits(wall_time=1) == Limits(wall_time=1.0)
    assert len({Limits(), Limits(steps=5), Limits(steps=5), Limits(steps=6)}) == 3
    for field in FIELDS:
        assert make(field, 7) != make(field, 8), field
    assert Limits() != "limits"


def test_replace() -> None:
    limits = Limits(steps=5, memory="8MB", wall_time=None)
    changed = limits.replace(steps=6)
    assert (changed.steps, changed.memory, changed.wall_time) == (6, 8_000_000, None)
    assert limits.steps == 5
    assert limits.replace() == limits
    assert limits.replace(memory="1KiB").memory == 1024
    with pytest.raises(TypeError):
        limits.replace(no_such=1)


def test_copies_and_pickles() -> None:
    limits = Limits(steps=5, memory="8MB", wall_time=None)
    assert copy.copy(limits) == limits
    assert copy.deepcopy(limits) == limits
    assert pickle.loads(pickle.dumps(limits)) == limits


def test_repr_names_what_is_set() -> None:
    text = repr(Limits(steps=5, memory="8MB"))
    assert "steps=5" in text
    assert "memory=8000000" in text
    assert eval(text, {"Limits": Limits}) == Limits(steps=5, memory="8MB")


@pytest.mark.parametrize("name", ["frame", "macro", "classroom", "batch"])
def test_presets(name: str) -> None:
    preset = Limits.preset(name)
    assert isinstance(preset, Limits)
    assert preset != Limits()
    assert Limits.preset(name, memory="16MB") == preset.replace(memory="16MB")


def test_presets_are_as_their_documentation_says() -> None:
    frame, macro = Limits.preset("frame"), Limits.preset("macro")
    classroom, batch = Limits.preset("classroom"), Limits.preset("batch")
    assert (frame.steps, frame.memory, frame.wall_time) == (100_000, 4 << 20, 0.05)
    assert (macro.steps, macro.memory, macro.wall_time) == (10_000_000, 32 << 20, 2)
    assert (classroom.steps, classroom.memory) == (100_000_000, 64 << 20)
    assert (classroom.wall_time, classroom.cpu_time) == (10, 5)
    assert (batch.steps, batch.memory, batch.wall_time) == (None, 1 << 30, 3600)


@pytest.mark.parametrize("name", ["", "Frame", "no_such", None, 5, "steps"])
def test_another_preset_is_a_value_error_that_lists_them(name: Any) -> None:
    with pytest.raises(ValueError, match="batch, classroom, frame, macro"):
        Limits.preset(name)


# --- anything at all

ANYTHING = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=12),
    st.binary(max_size=4),
    st.complex_numbers(),
    st.lists(st.integers(), max_size=2),
)


@given(st.sampled_from(FIELDS), ANYTHING)
def test_anything_is_taken_or_refused_by_name(field: str, value: object) -> None:
    try:
        limits = make(field, value)
    except ValueError as error:
        assert str(error).startswith(f"{field}: ")
        return
    stored = getattr(limits, field)
    if value is None:
        assert stored is None
        assert field not in NOT_OPTIONAL
    elif field in TIME_FIELDS:
        assert 0 < stored <= YEAR
        assert stored == value
    else:
        assert isinstance(stored, int) and not isinstance(stored, bool)
        assert 0 <= stored < 2**63


@given(
    st.dictionaries(
        st.sampled_from([*SIZE_FIELDS, *COUNT_FIELDS]), st.integers(3, 10_000), max_size=6
    )
)
def test_what_is_taken_is_kept(values: dict[str, int]) -> None:
    limits = Limits(**values)  # type: ignore[arg-type]
    for field in FIELDS:
        assert getattr(limits, field) == values.get(field, getattr(Limits(), field))
    assert Limits().replace(**values) == limits


# ---- Limits over others ----


def test_limits_over_others_change_what_was_given_and_no_more() -> None:
    base = Limits.preset("frame")
    assert Limits().over(base) == base
    assert Limits(steps=7).over(base) == base.replace(steps=7)
    # Also where what was given is the default, or nothing at all.
    default = Limits()
    assert Limits(stdout=default.stdout, steps=None).over(base) == base.replace(
        stdout=default.stdout, steps=None
    )
    assert Limits().replace(steps=7).over(base) == base.replace(steps=7)
    assert Limits.preset("macro").over(base) == Limits.preset("macro").replace(
        recursion=base.recursion
    )


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_counts_as_given(field: str) -> None:
    base = Limits(**dict.fromkeys(FIELDS, 4096))  # type: ignore[arg-type]
    default = getattr(Limits(), field)
    assert make(field, default).over(base) == base.replace(**{field: default})


def test_what_was_given_survives_copies() -> None:
    base = Limits.preset("frame")
    limits = Limits(steps=7)
    for again in (copy.copy(limits), copy.deepcopy(limits), pickle.loads(pickle.dumps(limits))):
        assert again == limits
        assert again.over(base) == base.replace(steps=7)


def test_equality_and_hash_are_of_the_values_alone() -> None:
    assert Limits(steps=100_000_000) == Limits()
    assert hash(Limits(steps=100_000_000)) == hash(Limits())


def test_the_signature_shows_the_defaults() -> None:
    parameters = inspect.signature(Limits).parameters
    assert tuple(parameters) == FIELDS
    for name, parameter in parameters.items():
        assert parameter.default == getattr(Limits(), name)
