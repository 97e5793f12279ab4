# Calls every function, method, property and operator that there is with values of every type.
#
# Run by tests/engine/arguments_child.py, which calls sweep() for one target after another.  What a
# call came to is a text, in which every bit of a number shows.
import array2d, base64, bisect, builtins, cmath, collections, conio, dataclasses, datetime, dis
import easing, enum, functools, gc, heapq, importlib, inspect, io, json, math, operator, os, picoterm
import random, sys, time, traceback, typing, unicodedata, vmath
try:
    import linalg
except ImportError:  # PocketPy 2.2 has none
    linalg = vmath
from array2d import array2d as Array, chunked_array2d as Chunked
from vmath import vec2, vec3, vec2i, vec3i, vec4i, mat3x3, color32

MODULES = [
    array2d, base64, bisect, builtins, cmath, collections, conio, dataclasses, datetime, dis, easing,
    enum, functools, gc, heapq, importlib, inspect, io, json, linalg, math, operator, os, picoterm,
    random, sys, time, traceback, typing, unicodedata, vmath,
]

# What dialect "python" has in C besides.
PYTHON = []
for name in ['_bisect', '_deque', '_functools', '_hashes', '_heapq', '_json', '_random',
             '_regular_expressions', '_struct', '_zlib', '_files', 'itertools', 'weakref']:
    try:
        PYTHON.append(__import__(name))
    except ImportError:
        pass
MODULES.extend(PYTHON)

class Plain:
    pass

class Like:
    def __init__(self):
        self.x = 1
    def __len__(self):
        return 3
    def __getitem__(self, key):
        return key
    def __iter__(self):
        return iter([1, 2])
    def __call__(self, *arguments):
        return len(arguments)
    def method(self, *arguments):
        return arguments

class MyDict(dict):
    pass

class Color(enum.Enum):
    RED = 1

@dataclasses.dataclass
class Point:
    x: int
    y: int = 2

def function(*arguments):
    return len(arguments)

def failing(*arguments):
    raise ValueError('no')

def generate():
    yield 1
    yield 2

def begun():
    g = generate()
    next(g)
    return g

def ended():
    g = generate()
    list(g)
    return g

def chunked():
    c = Chunked(4, 0)
    c[vec2i(1, 1)] = 5
    return c

def view():
    return Array(3, 3, default=1)[0:2, 0:2]

# Most telling first: calls with several arguments take only the first so many.
MAKERS = [
    lambda: 1,
    lambda: [3, 1, 2],
    lambda: 'abc',
    lambda: None,
    lambda: function,
    lambda: 1.5,
    lambda: -1,
    lambda: vec2i(1, 2),
    lambda: int,
    lambda: {'a': 1, 'b': 2},
    lambda: Array(2, 3, default=7),
    lambda: vec2(1.5, 2.5),
    lambda: (1, 2),
    lambda: len,
    lambda: 2 ** 63 - 1,
    lambda: True,
    lambda: -2 ** 63,
    lambda: b'abc',
    lambda: Plain(),
    lambda: vec3(1.5, 2.5, 3.5),
    lambda: 1e300,
    lambda: float('nan'),
    lambda: float('inf'),
    lambda: [],
    lambda: '',
    lambda: 'é€😀',
    lambda: {1, 2},
    lambda: range(3),
    lambda: slice(None, 1, 2),
    lambda: generate(),
    lambda: [[1, 2], [3, 4]],
    lambda: [(1, 2), (3, 4)],
    lambda: ['a', 'b'],
    lambda: 0,
    lambda: 64,
    lambda: 2 ** 31,
    lambda: -2 ** 31,
    lambda: 2 ** 32 + 1,
    lambda: 1e7,
    lambda: -0.0,
    lambda: 1e-320,
    lambda: float('-inf'),
    lambda: False,
    lambda: (),
    lambda: {},
    lambda: b'',
    lambda: b'\xff\x80',
    lambda: 'a\0b',
    lambda: '12',
    lambda: 'x' * 300,
    lambda: set(),
    lambda: ...,
    lambda: NotImplemented,
    lambda: math,
    lambda: type,
    lambda: object,
    lambda: list,
    lambda: dict,
    lambda: ValueError,
    lambda: vec2,
    lambda: Array,
    lambda: Plain,
    lambda: [].append,
    lambda: Like().method,
    lambda: list.append,
    lambda: print,
    lambda: getattr,
    lambda: failing,
    lambda: lambda x: x,
    lambda: lambda a, b: a,
    lambda: iter([1, 2]),
    lambda: iter((1, 2)),
    lambda: iter('ab'),
    lambda: iter({'a': 1}),
    lambda: iter(range(3)),
    lambda: iter({1}),
    lambda: begun(),
    lambda: ended(),
    lambda: reversed([1, 2]),
    lambda: enumerate([1]),
    lambda: zip([1], [2]),
    lambda: {'a': 1}.keys(),
    lambda: {'a': 1}.items(),
    lambda: ValueError('x'),
    lambda: KeyError(1),
    lambda: StopIteration(),
    lambda: compile('1 + x', 'f', 'eval'),
    lambda: globals(),
    lambda: Plain().__dict__,
    lambda: int.__dict__,
    lambda: property(function),
    lambda: staticmethod(function),
    lambda: classmethod(function),
    lambda: super(Like, Like()),
    lambda: Like(),
    lambda: MyDict(),
    lambda: Color.RED,
    lambda: Point(1),
    lambda: 1j,
    lambda: vec2(1e30, -1e30),
    lambda: vec2(float('nan'), float('inf')),
    lambda: vec2i(0, 0),
    lambda: vec2i(-2 ** 31, 2 ** 31 - 1),
    lambda: vec3i(1, 2, 3),
    lambda: vec4i(1, 2, 3, 4),
    lambda: mat3x3(1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 10.0),
    lambda: color32(1, 2, 3, 4),
    lambda: Array(1, 1, default=None),
    lambda: Array(2, 2, default=True),
    lambda: Array(2, 2, default=color32(1, 2, 3, 4)),
    lambda: view(),
    lambda: chunked(),
    lambda: chunked().view(),
    lambda: chunked().view_rect(vec2i(-1, -1), 20, 20),
    lambda: iter(Array(2, 2, default=1)),
    lambda: random.Random(1),
    lambda: collections.deque([1, 2]),
    lambda: collections.defaultdict(int),
    lambda: collections.Counter('ab'),
    lambda: datetime.datetime(2024, 1, 2, 3, 4, 5),
    lambda: datetime.date(2024, 1, 2),
    lambda: datetime.timedelta(1, 2),
    lambda: operator,
    lambda: 'Moore',
    lambda: '#ff0000',
]

if PYTHON:
    import itertools, struct, re, types, zlib
    MAKERS.extend([
        lambda: bytearray(b'abc'),
        lambda: memoryview(bytearray(b'abcd'))[1:3],
        lambda: memoryview(b'abcd').cast('H'),
        lambda: 2 ** 100,
        lambda: -2 ** 64,
        lambda: frozenset([1, 2]),
        lambda: functools.partial(function, 1, a=2),
        lambda: functools.lru_cache(maxsize=2)(function),
        lambda: functools.cmp_to_key(function)(1),
        lambda: struct.Struct('<bh'),
        lambda: struct.iter_unpack('b', b'abc'),
        lambda: iter(collections.deque([1, 2])),
        lambda: reversed(collections.deque([1, 2])),
        lambda: itertools.chain([1], [2]),
        lambda: itertools.islice([1, 2, 3], 1, None),
        lambda: itertools.accumulate([1, 2]),
        lambda: itertools.pairwise([1, 2, 3]),
        lambda: itertools.takewhile(bool, [1, 0]),
        lambda: itertools.compress([1, 2], [0, 1]),
        lambda: itertools.starmap(function, [(1, 2)]),
        lambda: itertools.count(5),
        lambda: itertools.cycle([1]),
        lambda: itertools.repeat(1, 2),
        lambda: itertools.groupby([1, 1, 2]),
        lambda: itertools.tee([1, 2])[0],
        lambda: itertools.product([1, 2], repeat=2),
        lambda: itertools.zip_longest([1], [2, 3]),
        lambda: itertools.permutations([1, 2, 3], 2),
        lambda: itertools.combinations([1, 2, 3], 2),
        lambda: itertools.combinations_with_replacement([1, 2], 2),
        lambda: zlib.compressobj(),
        lambda: zlib.decompressobj(),
        lambda: re.compile('(a)|b'),
        lambda: re.compile('(a)(b)?').fullmatch('a'),
        lambda: types.MappingProxyType({'a': 1}),
        lambda: list[int],
        lambda: int | str,
        lambda: function.__code__,
        lambda: sys._getframe(),
        lambda: ExceptionGroup('x', [ValueError(1)]),
        lambda: UnicodeDecodeError('utf-8', b'abc', 0, 1, 'x'),
        lambda: OSError(2, 'x', 'y'),
        lambda: type('I', (int,), {})(5),
        lambda: type('S', (str,), {})('abc'),
        lambda: type('T', (tuple,), {})((1, 2)),
        lambda: type('L', (list,), {})([1, 2]),
        lambda: type('B', (bytes,), {})(b'ab'),
        lambda: chr(0xD800),
    ])

# Arguments that fit functions which no others fit, so that they get to do what they do.
FITTING = [
    lambda: [Plain(), '__class__'], lambda: [Like(), 'x', 2], lambda: [Like(), 'x'],
    lambda: [1, 'Moore'], lambda: [1, 'von Neumann'], lambda: [vec2i(0, 0), 1],
    lambda: [Array(3, 3, default=1), 0], lambda: [Array(1, 1, default=-2 ** 63), 2 ** 63 - 1],
    lambda: [Array(2, 3, default=2), function], lambda: [(slice(0, 1, None), slice(0, 2, None)), 5],
    lambda: [Array(2, 3, default=color32(1, 2, 3, 4)), Array(2, 3, default=None)],
    lambda: [Array(2, 3, default=True)], lambda: [[[1, 2], [3, 4]]], lambda: ['1 + 1', 'f', 'eval'],
    lambda: ['main.py', 'w'], lambda: ['a'], lambda: [1, (int, str)], lambda: [bool, int],
    lambda: [Like, Like()], lambda: [vec2i(0, 0), 2, 2], lambda: [vec2i(-2 ** 31, 0), 2 ** 31, 1],
    lambda: [Array, 2, 2, getattr], lambda: [Array, 65536, 65536], lambda: [Chunked, 2],
    lambda: [2, 2, eval], lambda: [2, 2, vec2], lambda: [2 ** 31 - 1, 2], lambda: [3, -3],
    lambda: [random.Random, 1], lambda: [[1, 2, 3], [1, 2, 3], 2], lambda: [-2 ** 63, 2 ** 63 - 1],
    lambda: [[1, 2], [0.0, float('nan')], 3], lambda: [1, 2, 3, 4.0], lambda: [vec2(1.0, 2.0), 0.5],
    lambda: [vec2(0.0, 1.0), 1e7, vec2(1.0, 1.0)], lambda: [[3, 1, 2], 2], lambda: [bool],
    lambda: [(0, 0), 1.5], lambda: [(2 ** 32, 0), 1.5], lambda: [(0, -1)], lambda: [mat3x3.identity()],
    lambda: [vec2(0.0, 0.0), vec2(1.0, 1.0), vec2(0.0, 0.0), 1.0, 1e30, 0.1],
]

UNARY = [
    lambda a: -a, lambda a: ~a, lambda a: not a, lambda a: [x for x in a], lambda a: f'{a}',
    lambda a: f'{a!r}', lambda a: f'{a:>20}', lambda a: f'{a:.3f}', lambda a: f'{a:08d}',
    lambda a: function(*a), lambda a: function(**a), lambda a: a(),
    lambda a: a[0], lambda a: a[-1], lambda a: a[5], lambda a: a[:], lambda a: a[1:], lambda a: a[::-1],
    lambda a: a['a'], lambda a: a[0, 0], lambda a: a[0:1, 0:1], lambda a: a[None], lambda a: a.x,
    lambda a: a.nothing, lambda a: a[vec2i(1, 0)], lambda a: {a: 1}, lambda a: {a}, lambda a: 'a' in a,
]
BINARY = [
    lambda a, b: a + b, lambda a, b: a - b, lambda a, b: a * b, lambda a, b: a / b,
    lambda a, b: a // b, lambda a, b: a % b, lambda a, b: a ** b, lambda a, b: a @ b,
    lambda a, b: a << b, lambda a, b: a >> b, lambda a, b: a & b, lambda a, b: a | b,
    lambda a, b: a ^ b, lambda a, b: a < b, lambda a, b: a <= b, lambda a, b: a == b,
    lambda a, b: a != b, lambda a, b: a > b, lambda a, b: a >= b, lambda a, b: a in b,
    lambda a, b: a is b, lambda a, b: a[b], lambda a, b: a(b), lambda a, b: a[b:], lambda a, b: a[:b],
    lambda a, b: a[::b],
]

def set_item(a, b, c):
    a[b] = c
    return a

def delete_item(a, b):
    del a[b]
    return a

def set_slice(a, b):
    a[0:1] = b
    return a

def unpack(a):
    x, y = a
    return [x, y]

def manage(a):
    with a as x:
        return x

def throw(a):
    raise a

def catch(a):
    try:
        raise ValueError('x')
    except a as e:
        return 1

def iterate_twice(a):
    return [next(a), next(a), next(a)]

UNARY.extend([unpack, manage, throw, catch, iterate_twice])
BINARY.extend([delete_item, set_slice])
OPERATORS = [('unary', UNARY, 1), ('binary', BINARY, 2), ('set_item', [set_item], 3)]

# What would end the run, or changes all that comes after, and has tests of its own.
LEFT_OUT = ['exit', 'quit', 'setrecursionlimit', 'breakpoint', 'scribble']

def collect_targets():
    """All that can be called: [name, get it, whether it has attributes that are set]."""
    found = []
    seen = []
    for module in MODULES:
        for name in dir(module):
            if name.startswith('__') or name in LEFT_OUT:
                continue
            value = getattr(module, name)
            if hasattr(value, '__code__'):
                continue  # written in Python: no native function, and those that it calls are here
            if callable(value) and not any([value is s for s in seen]):
                seen.append(value)
                found.append((module.__name__ + '.' + name, 'call', value, None))
    types = []
    for i in range(len(MAKERS)):
        kind = type(MAKERS[i]())
        if kind not in types:
            types.append(kind)
            for name in dir(kind):
                if name in LEFT_OUT:
                    continue
                found.append((kind.__name__ + '().' + name, 'method', i, name))
                found.append((kind.__name__ + '().' + name + '=', 'attribute', i, name))
            for name, value in kind.__dict__.items():
                found.append((kind.__name__ + '.' + name, 'unbound', kind, name))
    for name, functions, count in OPERATORS:
        for i in range(len(functions)):
            found.append((name + str(i), 'operator', functions[i], count))
    return found

TARGETS = collect_targets()
NAMES = [t[0] for t in TARGETS]
COUNT = len(MAKERS)

def plan(target, scale):
    """How many calls a target gets: of each number of arguments, the first so many makers; at
    the end, those that fit."""
    kind = TARGETS[target][1]
    if kind == 'attribute':
        return [(1, [6, COUNT, COUNT][scale])]
    if kind == 'operator':
        count = TARGETS[target][3]
        return [(count, [0, COUNT, [40, 60, COUNT][scale], [6, 12, 20][scale]][count])]
    if kind == 'unbound':
        return [(0, 1), (1, [12, COUNT, COUNT][scale]), (2, [2, 6, 12][scale]), (3, [1, 3, 4][scale])]
    return [
        (0, 1), (1, COUNT if kind == 'call' or scale > 0 else 50), (2, [4, 8, 20][scale]), (3, [2, 4, 7][scale]), (4, [1, 2, 4][scale]),
        (None, len(FITTING)),
    ]

def show(value, depth):
    kind = type(value)
    if depth > 3:
        return '...'
    if kind in (list, tuple):
        return kind.__name__ + '[' + ', '.join([show(x, depth + 1) for x in value][:20]) + ']'
    if kind in (dict, MyDict):
        return 'dict{' + ', '.join([show(k, depth + 1) + ':' + show(v, depth + 1) for k, v in value.items()][:20]) + '}'
    if kind in (vec2,):
        return 'vec2' + show((value.x, value.y), depth)
    if kind in (vec3,):
        return 'vec3' + show((value.x, value.y, value.z), depth)
    if kind is mat3x3:
        return 'mat' + show([value[i // 3, i % 3] for i in range(9)], depth)
    if kind is str:
        return repr(value[:300]) + str(len(value))
    if kind is Array or kind is type(view()):
        return kind.__name__ + show(value.tolist(), depth)
    if kind is color32:
        return 'color' + show((value.r, value.g, value.b, value.a), depth)
    return kind.__name__ + ' ' + str(value)[:300]

def outcome(function, arguments):
    scribble()
    try:
        if len(arguments) == 0:
            value = function()
        elif len(arguments) == 1:
            value = function(arguments[0])
        elif len(arguments) == 2:
            value = function(arguments[0], arguments[1])
        elif len(arguments) == 3:
            value = function(arguments[0], arguments[1], arguments[2])
        else:
            value = function(*arguments)
        kind = type(value).__name__
        text = show(value, 0)
        if kind in ('generator', 'list_iterator', 'tuple_iterator', 'str_iterator'):
            text += show([x for x in value], 0)
    except BaseException as e:
        text = type(e).__name__ + ': ' + str(e)[:300]
    return text + ' after ' + ' '.join([show(a, 1) for a in arguments if type(a) in (list, dict)])

def resolve(target):
    """A function that does what the target is, but for its last arguments."""
    name, kind, what, more = TARGETS[target]
    if kind == 'call' or kind == 'operator':
        return lambda: what
    if kind == 'method':
        return lambda: getattr(MAKERS[what](), more)
    if kind == 'unbound':
        return lambda: what.__dict__[more]
    def attribute():
        value = MAKERS[what]()
        def assign(x):
            setattr(value, more, x)
            return getattr(value, more)
        return assign
    return attribute

def size(target, scale):
    n = 0
    for count, width in plan(target, scale):
        n += width if count is None else width ** count
    return n

def arguments_of(target, scale, number):
    for count, width in plan(target, scale):
        if count is None:
            return FITTING[number]()
        if number < width ** count:
            arguments = []
            for i in range(count):
                arguments.append(MAKERS[number % width]())
                number = number // width
            return arguments
        number -= width ** count

def sweep(target, scale, low, high):
    get = resolve(target)
    results = []
    for number in range(low, high):
        arguments = arguments_of(target, scale, number)
        try:
            function = get()
        except BaseException as e:
            results.append('not had: ' + type(e).__name__ + ': ' + str(e))
            return results
        results.append(outcome(function, arguments))
    return results
