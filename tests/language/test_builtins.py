"""The builtins of dialect "python": their parameters, results and words, against CPython."""

from __future__ import annotations

import pytest
from language_helpers import check, cpython_311, here

from pkhost import VM

EXPRESSIONS = {
    "min_and_max": """
        max([]); max(); max(1); max(1, 2, default=3); max([1], foo=1); max(key=1)
        min([1, 2], key=5); max("ab", "c", key=len); min([], default=7); max([3, 1, 2])
        min("b", "a"); max({"a": 2, "b": 1}.items(), key=lambda p: p[1]); max(1, "a")
        min([1, 2.0, True]); max(None, 1); max([[1, 2], [1, 3]]); min(5, 3, 4, key=None)
        """,
    "sorted": """
        sorted(); sorted(1); sorted([1], 2); sorted([], foo=2); sorted([1, "a"])
        sorted([], reverse="x"); sorted(key=1); sorted("bca"); sorted("bca", reverse=True)
        sorted([3, 1], key=lambda x: -x); sorted({2: 0, 1: 0}); sorted([], reverse=1.5)
        sorted([(2, "b"), (1, "z")], key=lambda p: p[1], reverse=True); sorted([1, 0], reverse=1)
        """,
    "enumerate": """
        enumerate(); enumerate(1); enumerate([], "a"); enumerate([], foo=1)
        list(enumerate(iterable="ab", start=5)); enumerate([], 1, 2); list(enumerate("ab"))
        list(enumerate("ab", 2 ** 63 - 1)); list(enumerate("ab", True)); next(enumerate("x"))
        """,
    "zip": """
        zip(1); zip([], 1); list(zip()); list(zip([1], [2, 3])); list(zip([1], [], strict=True))
        list(zip([1], [1, 2], strict=True)); list(zip([1], [1], [1, 2], strict=True)); zip(foo=1)
        list(zip([1, 2], [1, 2], [1], strict=True)); list(zip([], [1], strict=True))
        list(zip(*[(1, 2), (3, 4)])); dict(zip("ab", [1, 2])); list(zip("ab", "cd", strict=True))
        """,
    "map_and_filter": """
        map(); map(1); map(1, 2); list(map(1, [1])); map(f=1); list(map(str, [1, 2]))
        list(map(lambda a, b: a + b, [1, 2], [3, 4, 5])); filter(1); filter(None, 2); filter(f=1)
        list(filter(None, [0, 1, "", "a"])); list(filter(lambda x: x % 2, range(5)))
        [*map(max, [1, 5], [4, 2], [3, 3])]; list(filter(1, [1])); next(map(abs, [-1]))
        """,
    "reversed": """
        reversed(); reversed(1); reversed({1}); reversed(iter([])); list(reversed("ab"))
        reversed(a=1); list(reversed([1, 2])); list(reversed((1, 2))); list(reversed(range(3)))
        list(reversed({1: 2, 3: 4})); list(reversed(b"ab")); reversed(x for x in [])
        """,
    "iter_and_next": """
        iter(); iter(1); iter(1, 2); next(); next(1); next([]); next(iter([]), 5)
        next(iter([]), 1, 2); list(iter([1, 2, 3, 0, 4].pop, 0)); next(iter("a")); iter(1, 2, 3)
        list(iter(lambda: 1, 1)); next(iter([None]), 2)
        """,
    "all_and_any": """
        all(); all(1); any([], 1); all([]); any([]); any([(1, 2)]); all([(), 1]); any([0, "", []])
        all(x > 0 for x in [1, 2]); any(x > 1 for x in [1, 2]); all({1: 0}); any({0: 1})
        """,
    "one_argument": """
        callable(); callable(print); callable(3); callable(int); len(1); len(); len([], 1)
        len(obj=1); len("aé"); repr(); ascii("é\\n☃"); ascii(3); hash([]); hash({}); hash()
        id(); id(1) == id(1); ord(1); ord("ab"); ord(b"ab"); ord(b"a"); ord("é"); ord("")
        chr(); chr("a"); chr(-1); chr(10 ** 20); chr(9731); chr(True); chr(0x110000)
        """,
    "attributes": """
        getattr(1); getattr(1, 2); hasattr(1, 2); hasattr(1, "real"); getattr(1, "x", 5)
        getattr(1, "nosuch"); setattr(1, "a", 2); delattr(1, "a"); vars(1); dir(1, 2); setattr(1)
        """,
    "format": """
        format(1, 2); format(); format(3.14159, ".2f"); format("a", ">5"); format(255, "x")
        format([1]); format([1], "x"); format(True); format(None); format(1, "", 3)
        """,
    "range": """
        range(); range("a"); range(1, 2, 0); range(1.0); range(1, 2, 3, 4); range(True)
        range(5)[1:]; range(5)[::-1]; range(2, 10, 3)[-1]; range(5)[10]; range(5)["a"]
        range(5)[1.5]; 4 in range(5); "a" in range(5); 4.0 in range(5); range(5).index(4)
        range(5).index(9); range(5).count(4); range(2, 9, 3).step; range(0) == range(2, 1)
        hash(range(3)) == hash(range(0, 3)); {range(3): 1}[range(0, 3)]; list(range(5, 0, -2))
        range(3) + 1; range(1) < 3; len(range(10 ** 10)); bool(range(0)); range(10, 0, -3)[1:3]
        list(reversed(range(0))); range(4)[-9:9]; range(5).index("a"); repr(range(1, 5, 2))
        """,
    "slice": """
        slice(); slice(1, 2, 3, 4); slice(3); slice(1, 10, 2).indices(5); slice("a", "b")
        slice(None, None, -1).indices(5); slice(1, 2) == slice(1, 2); hash(slice(1))
        slice(1) < slice(2); [1, 2, 3, 4][slice(1, 10, 2)]; slice(1, 2, 0).indices(3)
        slice(None).indices(-1); slice("a").indices(3); slice(-10 ** 30, 10 ** 30).indices(4)
        (slice(1, 2, 3).start, slice(1, 2, 3).stop, slice(1, 2, 3).step)
        """,
    "constants": """
        Ellipsis; ...; NotImplemented; __debug__; print.__name__; len.__name__; repr(print)
        [].append.__name__; str.upper("a"); repr(list.append); type(print).__name__
        """,
    "exec_and_eval": """
        eval("1 + 1"); eval(" 2"); eval("x", {"x": 5}); eval("x + y", {"x": 5}, {"y": 6}); eval(1)
        exec("x = 1"); exec(1); eval("1", 2); eval("1", {}, 2); eval("1 +"); eval("a = 1")
        compile("1"); compile("1", "f", "nonsense"); eval(compile("3", "f", "eval")); eval(b"4")
        exec(compile("1", "f", "exec")); eval("\\0"); exec(); eval("1", {}, {}, {})
        compile(source="1", filename="f", mode="eval") is None; __import__("math").pi
        __import__(1); __import__("no.such"); __import__("os.path").__name__
        """,
    "keywords": """
        "a b c".split(sep=" "); "a b c".split(maxsplit=1); "a b c".rsplit(" ", maxsplit=1)
        "a\\nb".splitlines(keepends=True); "a\\tb".expandtabs(tabsize=4); round(2.567, ndigits=1)
        round(number=2.5); pow(base=2, exp=3); pow(2, 5, mod=7); sum([1], start=5)
        int("12", base=8); (5).to_bytes(2, byteorder="big"); [1].index(x=1); abs(x=1)
        "a".strip(chars="a"); "a".replace("a", "b", count=1); {}.get(key=1); len(x=1)
        print(1, foo=2); print(1, sep=2); print(1, end=2); print(1, file=3); float(x=1)
        "a".split(sep=" ", sep2=1); "a".split(" ", sep=","); str(object=5)
        """,
}

PROGRAMS = {
    "print": """
        import sys
        print(1, 2, sep='-', end='!\\n')
        print('a', 'b', sep=None, end=None)
        print()
        print(*range(100))
        print('to', 'stderr', file=sys.stderr)
        class Log:
            def __init__(self): self.pieces = []
            def write(self, text): self.pieces.append(text)
            def flush(self): self.pieces.append('flushed')
        log = Log()
        print(1, 'x', sep=', ', file=log, flush=True)
        print(log.pieces)
        kept, sys.stdout = sys.stdout, log
        print('hidden')
        sys.stdout = kept
        print(log.pieces)
        """,
    "namespaces": """
        x = 1
        def f(a, b=2):
            c = 3
            def g(): return c + a
            print(sorted(locals()))
            exec("d = a + b; print(d, c)")
            print(eval("a * 10 + b"), sorted(vars()) == sorted(locals()))
            return g
        f(5)
        exec("y = x + 1")
        print(y)
        d = {}
        exec("z = 3\\ndef h(): return z\\nprint(h())", d)
        print(sorted(d))
        l = {}
        exec("q = z", d, l)
        print(l)
        globals()['new'] = 4
        print(new, 'x' in globals(), globals()['x'], globals().get('nosuch', 7))
        class A:
            v = 1
            print(sorted(k for k in locals() if not k.startswith('__')))
            exec("w = v + 1")
        a = A()
        a.z = 3
        print(A.w, vars(a), dir(a)[-3:])
        def gen():
            k = 1
            yield locals()
        print(next(gen()))
        def scope():
            ns = {}
            exec("def inner(): return helper()\\ndef helper(): return 42", ns)
            return ns['inner']()
        print(scope())
        """,
    "iterators_are_types": """
        print([t.__name__ for t in (map, filter, zip, enumerate, reversed, range, slice)])
        print(isinstance(map(str, []), map), type(zip()) is zip, iter(enumerate('a')) is not None)
        class Count(enumerate):
            def next_two(self):
                return next(self), next(self)
        print(Count('abc').next_two())
        z = zip([1, 2], 'ab')
        print(next(z), list(z), list(z))
        m = map(lambda x: x + 1, [1, 2])
        print(next(m), list(m))
        """,
    "errors_in_callbacks": """
        def bad(x): raise KeyError(x)
        for make in (lambda: list(map(bad, [1])), lambda: list(filter(bad, [2])),
                     lambda: max([3], key=bad), lambda: sorted([4, 5], key=bad),
                     lambda: list(iter(lambda: bad(6), 0))):
            try: make()
            except KeyError as error: print(error)
        def stops(): raise StopIteration
        print(list(iter(stops, 0)))
        """,
    "own_protocols": """
        class S:
            def __len__(self): return 3
            def __getitem__(self, i):
                if i > 2: raise IndexError
                return i * 10
            def __reversed__(self): return iter('rev')
            def __format__(self, spec): return f'<{spec}>'
            def __index__(self): return 2
        s = S()
        print(list(s), list(reversed(s)), len(s), format(s, 'abc'), list(range(s)), [0, 1, 2][s])
        class T:
            def __len__(self): return 2
            def __getitem__(self, i): return i
        print(list(reversed(T())))
        class L:
            def __len__(self): return -1
        try: len(L())
        except ValueError as error: print(error)
        """,
    "standard_streams": """
        import sys
        print(sys.stdout.write('text\\n'), sys.stdout.isatty())
        sys.stdout.writelines(['a\\n', 'b\\n'])
        sys.stdout.flush()
        write = sys.stdout.write
        write('bound\\n')
        try: sys.stdout.write(3)
        except TypeError as error: print(type(error))
        print(sys.maxsize, sys.byteorder, sys.version_info >= (3, 8), sys.version_info[:2])
        print(sys.version_info.major, sys.float_info.max, sys.int_info.bits_per_digit)
        print(sys.int_info.default_max_str_digits, sys.int_info.str_digits_check_threshold)
        print(sys.getrecursionlimit(), 'sys' in sys.modules, sys.intern('a'))
        """,
}


def program_of(expressions: str) -> str:
    """A program that shows each expression's value, or its exception."""
    lines = [one.strip() for line in expressions.splitlines() for one in line.split(";")]
    body = "\n".join(f"show(lambda: {one})" for one in lines if one)
    return f"""
def show(f):
    try:
        value = f()
        text = repr(value)
        print(text if ' at 0x' not in text else type(value).__name__)
    except BaseException as error:
        print(type(error).__name__, error)
{body}
"""


@cpython_311
@pytest.mark.parametrize("name", EXPRESSIONS)
def test_expressions(vm: VM, name: str) -> None:
    check(vm, program_of(EXPRESSIONS[name]))


@cpython_311
@pytest.mark.parametrize("name", PROGRAMS)
def test_programs(vm: VM, name: str) -> None:
    check(vm, PROGRAMS[name])


def test_input_is_read_by_lines(vm: VM) -> None:
    ran = here(
        vm,
        """
        import sys
        print(input('name? '), repr(sys.stdin.readline()), next(sys.stdin).strip())
        print([line for line in sys.stdin], repr(sys.stdin.read()))
        try: input()
        except EOFError as error: print(error)
        """,
        stdin="first\nsecond\nthird\nfourth\nlast",
    )
    assert ran.output == (
        "name? first 'second\\n' third\n['fourth\\n', 'last'] ''\nEOF when reading a line\n"
    )


def test_input_as_bytes_and_at_once(vm: VM) -> None:
    program = "import sys\nprint(sys.stdin.buffer.readline(), sys.stdin.read(2), sys.stdin.read())"
    assert here(vm, program, stdin="é\nabc").output == "b'\\xc3\\xa9\\n' ab c\n"


HOSTILE = [
    "zip.__next__(map(str, []))",
    "enumerate.__next__(3)",
    "map.__next__(filter(None, []))",
    "filter.__next__(enumerate([]))",
    "reversed.__next__(zip())",
    "enumerate.__new__(int, [])",
    "object.__new__(zip)",
    "object.__new__(ValueError)",
    "BaseException.__init__(3, 4)",
    "BaseException.__new__(int)",
    "BaseException.__str__(3)",
    "OSError.errno.__get__(ValueError())",
    "type(iter(int, 1)).__next__(3)",
    "range.__getitem__([], 1)",
    "slice.indices(range(3), 2)",
    "list(map(str, *[[1]] * 250))",
    "eval('1', {}, globals())",
    "exec('x = 1', globals(), globals())",
    "print(*[1] * 100_000, file=3)",
    "type(type(iter(int, 1)).__name__)",
]


@pytest.mark.parametrize("expression", HOSTILE)
def test_hostile_calls_end_as_errors_or_values(vm: VM, expression: str) -> None:
    vm.reset()
    result = vm.run(f"try:\n    {expression}\nexcept Exception as e:\n    print(type(e))")
    assert result.ok, result
