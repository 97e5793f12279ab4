"""Native functions that call back into the script: docs/natives.md, and all of them attacked.

The page says of every native of PocketPy what it points at while it calls back.  Here every native
that a VM has is looked for on the page, and is called with objects whose methods change all that
is in reach, drop it, and have it collected.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import pkhost
from pkhost import Limits, Policy, Status

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "natives.md"
# In dialect python a collection takes steps for what it looks at.
LIMITS = Limits(steps=400_000_000, memory="64MB", wall_time=60, cpu_time=60)

# Prints "owner.name", a line each, of every native function and method.
LIST_NATIVES = """\
import builtins
found = {}
types = []
def add_type(t):
    if not t in types:
        types.append(t)
for m in MODULES:
    module = __import__(m)
    for name, value in module.__dict__.items():
        if type(value) is type:
            add_type(value)
        elif type(value).__name__ == 'nativefunc':
            found[m + '.' + name] = 1
        elif type(value).__name__ == 'boundmethod':
            found[m + '.' + name] = 1
def g():
    yield 1
for x in [iter([]), iter(()), {}.items(), iter('a'), iter(range(2)), type(len), slice(1, 2, 3),
          [].append, property(len), staticmethod(len), classmethod(len), compile('1', 'a', 'eval'),
          builtins.__dict__, builtins, g, g(), NotImplemented, ..., None, locals()]:
    add_type(type(x))
for t in types:
    for name, value in t.__dict__.items():
        if type(value).__name__ in ['nativefunc', 'staticmethod']:
            found[t.__name__ + '.' + name] = 1
        elif type(value).__name__ == 'function' and not inspect.is_user_defined_type(t):
            found[t.__name__ + '.' + name] = 1
for name in found:
    print(name)
"""
MODULES = [
    *("builtins", "math", "random", "json", "time", "gc", "enum", "traceback", "inspect", "os"),
    *("importlib", "array2d", "vmath", "easing", "base64", "pickle", "pkpy", "stdc", "dis"),
    *("conio", "picoterm", "unicodedata", "datetime", "sys", "lz4", "colorcvt"),
]
# Native functions with a signature of Python's, which a script cannot tell from Python.
WITH_SIGNATURE = {"builtins.print", "json.dumps"}
# Methods that the library itself has written in Python, on types that are native.
PYTHON = {"array2d_like.get_connected_components"}


@pytest.fixture(scope="module")
def vm(isolation: str, dialect: str) -> Iterator[pkhost.VM]:
    with pkhost.VM(limits=LIMITS, policy=Policy.open()) as vm:
        yield vm


@pytest.fixture(scope="module")
def natives(vm: pkhost.VM) -> list[str]:
    there = []
    for name in MODULES:
        vm.reset()
        if vm.run(f"import {name}").ok:
            there.append(name)
    vm.reset()
    result = vm.run(f"import inspect\nMODULES = {there}\n{LIST_NATIVES}")
    assert result.ok, result
    return sorted(set(result.stdout.split()) - PYTHON)


@pytest.mark.dialect("pocketpy", reason="the page is of PocketPy's functions, as it has them")
def test_every_native_is_on_the_page(natives: list[str]) -> None:
    text = PAGE.read_text(encoding="utf-8")
    named = set(re.findall(r"`([\w]+\.(?:\w+|\*))`", text))
    named = {n for n in named if not n.endswith(".c")}
    missing = [n for n in natives if n not in named and n.partition(".")[0] + ".*" not in named]
    assert len(natives) > 400
    assert missing == []
    # and what is on it is there
    owners = {n.partition(".")[0] for n in natives}
    gone = [n for n in named - WITH_SIGNATURE - set(natives) if not n.endswith(".*")]
    assert [n for n in gone if n.partition(".")[0] in owners] == []


# ------------------------------------------------------------------------------- attack

# Every method of an Evil calls stir(), which changes, drops and collects what is in reach.
ATTACK = """\
import gc
import array2d
import random
from enum import Enum
from vmath import vec2i
depth = 0
count = 0
lists = []
dicts = []
chunked = []
junk = []
def stir():
    global depth, count, junk
    count += 1
    if depth > 1:
        return
    depth += 1
    for a in lists:
        if count % 3 == 0:
            a.clear()
        elif count % 3 == 1:
            a.extend([7] * 50)
        else:
            a.clear()
            a.extend([0.5, 'some text that is long enough'] * 30)
    for d in dicts:
        try:
            d.clear()
            for i in range(30):
                d['k' + str(i)] = i
        except RuntimeError:
            pass
    for c in chunked:
        c.clear()
    gc.collect()
    junk = [[i] * 20 for i in range(20)] + ['x' * (i * 8) for i in range(20)]
    depth -= 1
class Evil:
    def __init__(self, *args):
        self.left = 3
    def __next__(self):
        stir()
        self.left -= 1
        if self.left <= 0:
            raise StopIteration
        return Evil()
    def __iter__(self):
        stir()
        return Evil()
    def __repr__(self):
        stir()
        return 'E'
    def __hash__(self):
        stir()
        return 1
    def __len__(self):
        stir()
        return 2
    def __call__(self, *args):
        stir()
        return count % 5
    def __getitem__(self, i):
        stir()
        return Evil()
    def __missing__(self, i):
        stir()
        return Evil()
def compare(self, other):
    stir()
    return count % 4 == 0
def combine(self, *others):
    stir()
    return count % 7
for name in ['eq', 'ne', 'lt', 'le', 'gt', 'ge', 'contains']:
    setattr(Evil, '__' + name + '__', compare)
for name in ['add', 'radd', 'sub', 'rsub', 'mul', 'rmul', 'truediv', 'rtruediv', 'floordiv',
             'rfloordiv', 'mod', 'rmod', 'pow', 'rpow', 'and', 'or', 'xor', 'lshift', 'rshift',
             'neg', 'invert', 'abs', 'round', 'divmod']:
    setattr(Evil, '__' + name + '__', combine)

def evil_list():
    a = [(Evil(), 1), [Evil()], Evil(), Evil(), 3, 2, 'text', Evil()]
    lists.append(a)
    return a
def evil_dict():
    d = {}
    d[Evil()] = Evil()
    d['text'] = (Evil(), Evil())
    d[(Evil(), 1)] = [Evil()]
    for i in range(6):
        d[Evil()] = i
    dicts.append(d)
    return d
def evil_array():
    return array2d.array2d(3, 3, default=lambda p: (Evil(), 1))
def evil_chunked():
    c = array2d.chunked_array2d(2, default=Evil())
    c[vec2i(0, 0)] = (Evil(), 1)
    c[vec2i(3, 3)] = Evil()
    chunked.append(c)
    return c
def evil_view():
    return evil_chunked().view()
def evil_generator():
    yield Evil()
    stir()
    yield Evil()
class Colour(Enum):
    RED = Evil()
class Changing(dict):
    def __missing__(self, key):
        stir()
        return 1
def evil_subclass():
    d = Changing()
    d[Evil()] = 1
    dicts.append(d)
    return d
SUBJECTS = {
    'list': evil_list,
    'tuple': lambda: tuple(evil_list()),
    'dict': evil_dict,
    'subclass': evil_subclass,
    'set': lambda: set([Evil(), Evil(), 1]),
    'str': lambda: '%s %r %s {} {!r}',
    'bytes': lambda: b'text',
    'slice': lambda: slice(Evil(), (Evil(),), [Evil()]),
    'method': lambda: Evil().__call__,
    'exception': lambda: ValueError([Evil(), (Evil(),)]),
    'key error': lambda: KeyError((Evil(), Evil())),
    'generator': evil_generator,
    'list iterator': lambda: iter(evil_list()),
    'dict iterator': lambda: evil_dict().items(),
    'array2d': evil_array,
    'view': evil_view,
    'slice of an array': lambda: evil_array()[0:2, 0:2],
    'slice of a view': lambda: evil_view()[0:3, 0:3],
    'chunked_array2d': evil_chunked,
    'iterator of a view': lambda: iter(evil_view()),
    'random': lambda: random.Random(),
    'enum': lambda: Colour.RED,
    'int': lambda: 5,
    'float': lambda: 1.5,
}
ARGUMENTS = [
    lambda s: [],
    lambda s: [Evil()],
    lambda s: [s],
    lambda s: [evil_list()],
    lambda s: [evil_dict()],
    lambda s: [[(Evil(), Evil()), (Evil(), 2)]],
    lambda s: [(Evil(), [Evil()], Evil())],
    lambda s: [Evil(), Evil()],
    lambda s: [0, Evil()],
    lambda s: [evil_array()],
    lambda s: [evil_view(), Evil()],
    lambda s: [evil_array(), evil_array()],
    lambda s: [Evil(), 'Moore'],
    lambda s: [evil_list(), evil_list(), 2],
    lambda s: [lambda *a: stir() or Evil()],
    lambda s: [vec2i(0, 0), Evil()],
    lambda s: [3, 3, Evil()],
    lambda s: [4, Evil(), True],
    lambda s: [slice(0, 2, 1)],
    lambda s: [(slice(0, 2, 1), slice(0, 2, 1)), evil_array()[0:2, 0:2]],
]
calls = 0
returned = 0
def attack(f, arguments):
    global calls, returned
    calls += 1
    try:
        x = f(*arguments)
        returned += 1
        repr(x)
    except BaseException:
        pass
    lists.clear()
    dicts.clear()
    chunked.clear()
"""

ATTACK_METHODS = """\
make = SUBJECTS[SUBJECT]
names = dir(type(make()))
names += [name for name in dir(make()) if not name in names]  # an enum hides its members' own
for name in names:
    # The last one is written in Python, and draws until a number is small enough.
    if not name in ['exit', '__class__', '_randbelow_without_getrandbits']:
        for choose in ARGUMENTS:
            subject = make()
            try:
                f = getattr(subject, name)
            except BaseException:
                f = None
            if f is not None and callable(f):
                attack(f, choose(subject))
if SUBJECT == 'list':
    for reverse in [False, True]:
        for key in [None, Evil(), lambda x: Evil(), len, repr]:
            attack(lambda *a: evil_list().sort(key=key, reverse=reverse), [])
print(calls, returned, count)
"""

ATTACK_FUNCTIONS = """\
import builtins
import importlib
module = __import__(MODULE)
for name in dir(module):
    f = getattr(module, name)
    if callable(f) and not name in SKIPPED:
        for choose in ARGUMENTS:
            attack(f, choose(evil_list()))
print(calls, returned, count)
"""
SUBJECTS = re.findall(r"^    '([\w ]+)': ", ATTACK, re.MULTILINE)
# They would wait, end the run, or change what the attack is made of.
SKIPPED = ["exit", "input", "sleep", "setattr", "delattr", "help", "setup_debug_callback"]
SKIPPED += ["_c3_merge"]  # written in Python: it goes on as long as its lists do
ATTACKED_MODULES = [
    *("builtins", "random", "math", "gc", "traceback", "inspect", "array2d", "functools"),
    *("operator", "heapq", "bisect", "collections", "dataclasses"),
]


def check_attack(vm: pkhost.VM, source: str) -> None:
    vm.reset()
    result = vm.run(source)
    assert result.status is Status.OK, result
    assert not result.restored
    calls, returned, count = (int(word) for word in result.stdout.split()[-3:])
    assert calls > 20
    assert returned > 0
    assert count > 20
    # The VM goes on, and a collection finds all in order.
    after = vm.run("import gc\nfor i in range(3): gc.collect()\nprint(sorted([3, 1, 2]))")
    assert after.stdout == "[1, 2, 3]\n", after


@pytest.mark.parametrize("subject", SUBJECTS)
def test_methods_survive_what_they_call(vm: pkhost.VM, subject: str) -> None:
    check_attack(vm, f"{ATTACK}\nSUBJECT = {subject!r}\n{ATTACK_METHODS}")


@pytest.mark.parametrize("module", ATTACKED_MODULES)
def test_functions_survive_what_they_call(vm: pkhost.VM, module: str) -> None:
    source = f"{ATTACK}\nMODULE = {module!r}\nSKIPPED = {SKIPPED}\n{ATTACK_FUNCTIONS}"
    check_attack(vm, source)
