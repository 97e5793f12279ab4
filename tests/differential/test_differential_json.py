"""json: what is read and written, and what is said of what cannot be, against CPython."""

from __future__ import annotations

import json
import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from intended_numbers import INTENDED

from differential_helpers import LIMITS, differences, product, unintended
from pkhost import VM, Status

SETUP = "import json"

TEXTS = [
    "", " ", "1 + 1", "print(1)", "None", "True", "null", "true", "false", "nul", "nullx", "NaN",
    "-NaN",
    "Infinity", "-Infinity", "-Inf", "0", "-0", "-0.0", "01", "-", "--1", "+1", "1.", ".5", "1e5",
    "1E+5", "1e",
    "1e-", "-1.5e-3", "1.5.5", "0x10", "1_0", "9223372036854775807", "-9223372036854775808",
    "1e400",
    "0.30000000000000004", "[", "]", "[]", "[ ]", "[1", "[1,", "[1,]", "[1 2]", "[,]", "[1,,2]",
    "{", "}", "{}",
    "{ }", '{"a"', '{"a"}', '{"a" 1}', '{"a":', '{"a":}', '{"a":1', '{"a":1,', '{"a":1,}',
    '{"a":1 "b":2}',
    "{1:2}", "{a:1}", '{"a":1,"a":2}', '{"b":1,"a":[{}]} x', '"', '"abc', '"a\nb"', '"\x01"',
    '"\x7f"', '"\\',
    '"\\"', '"\\x"', '"\\u12"', '"\\u123', '"\\u00e9"', '"\\u00E9x"', '"\\ud83d\\ude00"',
    '"\\uZZZZ"', '"\\u 123"',
    '"\\b\\f\\n\\r\\t\\/\\\\\\""', "'a'", "\ufeff1", " \n\t\r[1,\n 2] ", "[1,\n 2\n x]",
    '["é", "é" x]',
    "1 2", "[1]]", "\xa01", "\x0b1", "\0", "1\0", '{"a": tru}', "[NaN, -Infinity]",
    '"' + "x" * 5000 + '"',
    "[" * 50 + "]" * 50, '{"a":' * 30 + "1" + "}" * 30,
]  # fmt: skip


def test_reading(vm: VM) -> None:
    cases = product(TEXTS)
    found = differences(vm, "json.loads(a)", cases, setup=SETUP, messages=True)
    # CPython's words of 3.13 and later name the comma.
    found = [d for d in found if "Illegal trailing comma" not in str(d.cpython)]
    assert unintended(found, INTENDED) == []
    binary = [
        (text.encode(),) for text in TEXTS if not text.startswith("\ufeff") and "\0" not in text
    ]
    found = differences(vm, "json.loads(a)", binary, setup=SETUP)
    assert unintended(found, INTENDED) == []


@pytest.mark.parametrize("code", ["json.loads(a)"])
def test_what_is_read(vm: VM, code: str) -> None:
    for value in (None, 1, 2.5, [1], {"a": 1}, b"\xff", True):
        assert differences(vm, code, [(value,)], setup=SETUP) == []


def test_long_lists_are_read_whole(vm: VM) -> None:
    code = "len(json.loads('[' + '1,' * a + '1]'))"
    assert differences(vm, code, product([65534, 65535, 65536, 70000]), setup=SETUP) == []


def test_integers_beyond_64_bits_are_an_error(vm: VM) -> None:
    for number in (2**63, -(2**63) - 1, 10**30):
        (found,) = differences(vm, "json.loads(a)", [(f"[{number}]",)], setup=SETUP, messages=True)
        assert found.cpython == [number]
        assert found.here.type == "JSONDecodeError"
        assert found.here.message == "Integer beyond 64 bits: line 1 column 2 (char 1)"


def test_halves_of_surrogate_pairs(vm: VM) -> None:
    code = "ord(json.loads(a))"
    assert differences(vm, code, product(['"\\ud800"', '"\\udfff"']), setup=SETUP) == []
    assert differences(vm, "json.dumps(chr(a))", product([0xD800, 0xDFFF]), setup=SETUP) == []
    assert differences(vm, "len(json.loads(a))", [('"\\ud800\\u0041\\ude00"',)], setup=SETUP) == []


VALUES = [
    None, True, False, 0, -1, 2**31, 2**32, 2**63 - 1, -(2**63), 0.1 + 0.2, 1.0, -0.0, 1e16, 1e-7,
    math.nan,
    math.inf, -math.inf, "", "a", 'q"\\/', "\x00\x01\x1f\x7f\b\f\n\r\t", "é漢😀", [], {}, (), [[]],
    [{}], {"a": []},
    [1, [2, (3, 4)], {"b": None, "a": [1.5]}], {"z": 1, "a": {"y": [], "b": 2}}, {1: 2, -3: 4},
    {2.5: 1},
    {True: 2}, {math.inf: 1}, {"é": "é", "e": 1, "zz": 2, "z": 3}, {1: 1, "a": 2}, {(1, 2): 3},
    {"a": 1, (1,): 2, "b": 3}, b"x", [b"x"], {1, 2}, {3: 1, 1: 2, 2.5: 0}, {"a": b"x"},
    ["x" * 5000],
]  # fmt: skip
OPTIONS = [
    "", ", indent=2", ", indent=0", ", indent=-3", ", indent='\\t'", ", sort_keys=True",
    ", ensure_ascii=False",
    ", separators=(',', ':')", ", separators=['; ', ' = '], indent=1", ", skipkeys=True",
    ", skipkeys=True, indent=1", ", sort_keys=True, skipkeys=True", ", allow_nan=False",
    ", default=lambda x: 'other'", ", default=lambda x: 1 // 0", ", default=lambda x: [1, x]",
    ", check_circular=False", ", indent=None, separators=None, default=None",
]  # fmt: skip


@pytest.mark.parametrize("options", OPTIONS)
def test_writing(vm: VM, options: str) -> None:
    found = differences(vm, f"json.dumps(a{options})", product(VALUES), setup=SETUP)
    # A float as a key is a word in quotes in CPython too; only a NaN's place is another matter.
    assert [str(d) for d in found] == []


@pytest.mark.parametrize(
    "code",
    [
        "json.dumps()", "json.dumps(1, 2)", "json.dumps(1, nothing=2)",
        "json.dumps(1, separators=(1, 2))",
        "json.dumps([1], separators=(',',))", "json.dumps(1, default=5)",
        "json.dumps(b'', default=5)",
        "json.dumps(len)", "json.dumps(json)", "json.dumps([1], indent=[])",
    ],
)  # fmt: skip
def test_what_cannot_be_written(vm: VM, code: str) -> None:
    found = differences(vm, code, [(0,)], setup=SETUP)
    # Errors of a wrong option have classes of chance in CPython.
    assert [d for d in found if "separators" not in code and "indent" not in code] == []
    assert all(d.here.type in ("TypeError", "ValueError") for d in found)


CIRCLES = """
import json
def circle(kind):
    a = []
    d = {}
    if kind == 0:
        a.append(a)
    if kind == 1:
        d['d'] = [{'x': d}]
        a = d
    if kind == 2:
        a.append((1, (a,)))
    if kind == 3:
        shared = [1]
        a = [shared, shared, {'s': shared}]
    return a
class Other: pass
"""


def test_circles(vm: VM) -> None:
    code = "json.dumps(circle(a))"
    assert differences(vm, code, product(range(4)), setup=CIRCLES, messages=True) == []
    code = "json.dumps(Other(), default=lambda o: [o])"
    assert differences(vm, code, [(0,)], setup=CIRCLES, messages=True) == []
    code = "json.dumps(circle(a), check_circular=False)"
    assert differences(vm, code, product([0, 1]), setup=CIRCLES) == []


FILES = """
import json
class File:
    def __init__(self, text): self.text = text
    def write(self, text): self.text = self.text + text
    def read(self): return self.text
def dumped(value):
    f = File('')
    return [json.dump(value, f, indent=1), f.text, json.load(f)]
"""


def test_files(vm: VM) -> None:
    values = product([1, "é", [1, {"a": None}]])
    assert differences(vm, "dumped(a)", values, setup=FILES) == []
    for code in ("json.load(1)", "json.dump(1, 2)", "json.load(File('x'))", "json.load(File(1))"):
        assert differences(vm, code, [(0,)], setup=FILES) == []


def test_the_exception(vm: VM) -> None:
    code = "[issubclass(json.JSONDecodeError, ValueError), json.JSONDecodeError.__name__]"
    assert differences(vm, code, [(0,)], setup=SETUP) == []


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats()
    | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4)
    ),
    max_leaves=12,
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(JSON), min_size=1, max_size=30))
def test_any_value(vm: VM, cases: list[tuple[Any]]) -> None:
    for options in ("", ", sort_keys=True, indent=1", ", ensure_ascii=False"):
        assert differences(vm, f"json.dumps(a{options})", cases, setup=SETUP) == []
    written = [(json.dumps(value, ensure_ascii=False),) for (value,) in cases]
    assert differences(vm, "json.loads(a)", written, setup=SETUP) == []


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.text('[]{},:" \n\\u0d8ace1-.+ntrufalsNI', max_size=14)), max_size=60))
def test_any_text(vm: VM, cases: list[tuple[str]]) -> None:
    found = differences(vm, "repr(json.loads(a))", cases, setup=SETUP, messages=True)
    found = [d for d in found if "Illegal trailing comma" not in str(d.cpython)]
    assert unintended(found, INTENDED) == []


# ---------------------------------------------------------------------------- hostile


def test_deep_nesting_is_a_recursion_error(vm: VM) -> None:
    source = """
import json
told = []
for text in ['[' * 100000, '{"a":' * 100000, '[' * 900 + ']' * 900]:
    try:
        json.loads(text)
        told.append('read')
    except RecursionError as e:
        told.append(str(e))
a = []
for _ in range(100000): a = [a]
try:
    json.dumps(a)
except RecursionError as e:
    told.append(str(e))
told
"""
    assert vm.run(source, limits=LIMITS).check().value == [
        "maximum recursion depth exceeded while decoding a JSON array",
        "maximum recursion depth exceeded while decoding a JSON object",
        "read",
        "maximum recursion depth exceeded while encoding a JSON object",
    ]


def test_each_value_is_a_step(vm: VM) -> None:
    def steps(source: str) -> int:
        used = vm.run(source, limits=LIMITS).check().usage.steps
        assert used is not None
        return used

    read = "import json\ntext = '[' + '1,' * {} + '1]'\n"
    assert (
        steps(read.format(2000) + "json.loads(text)") - steps(read.format(2000) + "len(text)")
        > 2000
    )
    write = "import json\nmade = [1] * {}\n"
    assert (
        steps(write.format(2000) + "json.dumps(made)") - steps(write.format(2000) + "len(made)")
        > 2000
    )
    text = "import json\ntext = '\"' + 'x' * 1024 * 1000 + '\"'\n"
    assert steps(text + "json.loads(text)") - steps(text + "len(text)") > 900


@pytest.mark.parametrize(
    "source",
    [
        "json.loads('[' + '1,' * 500000 + '1]')",
        "json.dumps([1] * 500000)",
        "while True: json.dumps([1] * 1000, default=lambda x: 0)",
        "made = {i: i for i in range(999)}\nwhile True: json.dumps(made, sort_keys=True)",
    ],
)  # fmt: skip
def test_it_stops_at_the_limit_of_steps(vm: VM, source: str) -> None:
    result = vm.run("import json\n" + source, limits=LIMITS.replace(steps=200_000))
    assert result.status is Status.STEPS
    assert not result.restored


def test_a_default_that_changes_what_is_written(vm: VM) -> None:
    source = """
import json
class Other: pass
def run(make, change):
    made = make()
    def default(o):
        change(made)
        return [[0] * 50 for _ in range(50)][0][:1]
    return json.dumps(made, default=default)
def clear(a):
    a.clear()
def grow(a):
    for i in range(1000): a.append([i])
def grow_dict(d):
    for i in range(1000): d[str(i)] = [i]
def listed(): return [Other(), [1, 2], 'x' * 40, Other(), [3, 4]]
def keyed(): return {'k' * 40: Other(), 'b': [1, 2], 'c': Other(), 'd': ['y' * 40]}
[run(listed, clear), run(listed, grow), run(keyed, clear), run(keyed, grow_dict)]
"""
    xs, ys, ks = "x" * 40, "y" * 40, "k" * 40
    of_list = f'[[0], [1, 2], "{xs}", [0], [3, 4]]'
    of_dict = f'{{"{ks}": [0], "b": [1, 2], "c": [0], "d": ["{ys}"]}}'
    told = vm.run(source, limits=LIMITS).check()
    assert told.value == [of_list, of_list, of_dict, of_dict]


def test_a_hash_of_the_scripts_own_runs_while_reading(vm: VM) -> None:
    source = """
import json
seen = []
def own(self):
    seen.append([0] * 1000)
    for _ in range(20): [[1], [2]]
    return 5
str.__hash__ = own
made = json.loads('{"a": [1, {"b": "' + 'c' * 50 + '"}], "d": [2, 3]}')
list(made.items())
"""
    with VM(limits=LIMITS) as own:
        result = own.run(source)
        assert result.status in (Status.OK, Status.ERROR), result
        if result.ok:
            assert result.value == [("a", [1, {"b": "c" * 50}]), ("d", [2, 3])]


def test_memory(vm: VM) -> None:
    source = "import json\na = 'x' * 1000000\njson.dumps([a] * 100)"
    result = vm.run(source, limits=LIMITS.replace(memory="32MiB"))
    assert result.status is Status.MEMORY
    assert vm.run("import json\njson.dumps([1])").value == "[1]"
