"""Operators whose operands PocketPy does not look at: an exception, not a crash."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dialects
from engine_helpers import assert_works, shared
from pkhost import VM, Limits, Status
from which_pocketpy import IS_NEWER

LIMITS = Limits(memory="16MB", wall_time=None, cpu_time=None)
TEXTS = ["", "a", "abc", "é", "é€😀x", "aé", "éa", "12345678", "1234567é", "12345678é", "€" * 9]
FAR = [2**31 - 1, -(2**31), 2**31, 2**32, 2**32 + 1, 2**63 - 1, -(2**63) + 1]


def assert_same_item(text: str, index: int) -> None:
    """As CPython's, or an IndexError as CPython's."""
    result = shared(LIMITS).run("text[index]", inputs={"text": text, "index": index})
    try:
        item = text[index]
    except IndexError:
        assert result.status is Status.ERROR
        assert result.error is not None
        assert result.error.type == "IndexError"
    else:
        assert result.value == item


@pytest.mark.parametrize("text", TEXTS)
def test_texts_are_indexed_by_characters(text: str) -> None:
    # To the number of bytes and beyond, which is what PocketPy looks at.
    most = len(text.encode()) + 2
    for index in [*range(-most, most), *FAR]:
        assert_same_item(text, index)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=30), st.integers(-40, 40))
def test_any_text_is_indexed_by_characters(text: str, index: int) -> None:
    assert_same_item(text.encode("utf-8", "replace").decode(), index)


def test_other_indexes_of_a_text() -> None:
    in_python_none = () if dialects.current() == "python" else ("True",)
    for index in ("'a'", "1.0", "None", "[]", *in_python_none):
        result = shared(LIMITS).run(f"'é'[{index}]")
        assert result.error is not None
        assert result.error.type == "TypeError"


@pytest.mark.parametrize("sequence", ["é€😀x", "abc", "", [1, 2, 3, 4], (1, 2, 3), b"abcd"])
def test_slices(sequence: str | bytes | list[int] | tuple[int, ...]) -> None:
    bounds = [None, 0, 1, -1, 9, -9, *FAR]
    steps = [1, 2, -1, *FAR]
    slices = list(itertools.product(bounds, bounds, steps))
    source = (
        "def part(a, b, c):\n    return sequence[slice(a, b, c)]\n"
        "[part(a, b, c) for a, b, c in slices]"
    )
    result = shared(LIMITS).run(source, inputs={"sequence": sequence, "slices": slices})
    assert result.value == [sequence[a:b:c] for a, b, c in slices]


@pytest.mark.parametrize("sequence", ["'a'", "'é'", "'abc'", "[0]", "[1, 2, 3]"])
@pytest.mark.parametrize("number", ["2**31", "2**32", "2**32 + 1", "2**40", "2**63 - 1"])
def test_a_product_that_no_vm_could_hold(sequence: str, number: str) -> None:
    for source in (f"{sequence} * ({number})", f"({number}) * {sequence}"):
        result = shared(LIMITS).run(source)
        # What no CPython could hold either is a MemoryError there, too.
        refused = result.status is Status.ERROR and result.error and result.error.type
        assert result.status is Status.MEMORY or refused == "MemoryError", source
        assert result.usage.peak_memory is not None
    assert_works(shared(LIMITS))


def test_products() -> None:
    source = "['ab' * 3, 3 * 'ab', [1] * 3, 3 * [1], 'a' * 0, 'a' * -2**63, [1] * -1, '' * 5]"
    assert shared(LIMITS).run(source).value == eval(source)


@pytest.mark.parametrize("vector", ["vec2i(7, -7)", "vec3i(7, -7, 1)"])
def test_vectors_of_integers_are_divided(vector: str) -> None:
    prepare = f"from vmath import vec2i, vec3i\nv = {vector}\n"
    # -2**32 and 2**32 are 0 to a vector's 32 bits.
    for zero in ("0", "2**32", "-2**32"):
        result = shared(LIMITS).run(prepare + f"v // ({zero})")
        assert result.error is not None
        assert result.error.type == "ZeroDivisionError"
    assert shared(LIMITS).run(prepare + "repr(v // -1)").status is Status.OK
    least = vector.replace("7", "2**31", 1).replace("(", "(-", 1)
    result = shared(LIMITS).run(prepare + f"({least}) // -1")
    assert result.error is not None
    assert result.error.type == "ValueError"
    assert shared(LIMITS).run(prepare + f"repr(({least}) // 1)").status is Status.OK


@pytest.mark.parametrize("vector", ["vec2i(7, -7)", "vec3i(7, -7, 1)", "vec4i(7, -7, 1, 0)"])
def test_remainders_of_vectors_of_integers(vector: str) -> None:
    """2.1.8 has none: a TypeError."""
    prepare = f"from vmath import vec2i, vec3i, vec4i\nv = {vector}\n"
    result = shared(LIMITS).run(prepare + "v % 0")
    assert result.error is not None
    assert result.error.type == ("ZeroDivisionError" if IS_NEWER else "TypeError")
    for other in (3, -3):
        result = shared(LIMITS).run(prepare + f"(v % ({other})).y")
        assert result.value == (-7 % other if IS_NEWER else None), str(result)


DEEP = {
    "a list in itself": "a = []\na.append(a)\n",
    "a dict in itself": "a = {}\na['a'] = a\n",
    "a list nested deeply": "a = []\nfor _ in range(200000): a = [a]\n",
}


# In Python what is in itself is shown as [...]; that two of them are equal, nobody can tell.
CIRCLES = pytest.mark.dialect("pocketpy", reason="in Python a circle is shown as [...]")
DEEP_PARAMETERS = [
    pytest.param(make, use, id=f"{use}-{name}", marks=[CIRCLES] if "itself" in name else [])
    for name, make in DEEP.items()
    for use in ("repr(a)", "str(a)", "print(a)", "f'{a}'")
] + [pytest.param(make, "a == copy", id=f"a == copy-{name}") for name, make in DEEP.items()]


@pytest.mark.parametrize(("make", "use"), DEEP_PARAMETERS)
def test_what_is_nested_too_deeply_for_native_code(make: str, use: str) -> None:
    """A RecursionError, which the script may catch; and the VM keeps what it has."""
    # Two of each, since what is the same is equal without a look inside.
    copy = make.replace("a =", "copy =").replace("a.app", "copy.app").replace("(a)", "(copy)")
    copy = copy.replace("a['a'] = a", "copy['a'] = copy").replace("[a]", "[copy]")
    with VM(limits=Limits(memory="256MB")) as vm:
        vm.run("kept = 'kept'")
        result = vm.run(
            f"{make}{copy}try:\n    {use}\nexcept RecursionError as e:\n    caught = str(e)\n"
            "a = copy = None\n(kept, caught)"
        )
        assert result.status is Status.OK, result
        kept, caught = result.value
        assert kept == "kept" and caught.startswith("maximum recursion depth exceeded")
        assert not result.restored


def test_what_is_nested_less_deeply() -> None:
    """The recursion limit is 1,000, as in CPython, where it is that of natives too."""
    source = "a = []\nfor _ in range(900): a = [a]\nlen(repr(a))"
    assert shared(LIMITS).run(source).value == 2 * 901
