"""Calls: every form of parameter and argument, and CPython's words for those that do not fit."""

from __future__ import annotations

import pytest
from language_helpers import check, cpython_311, here

from pkhost import VM, Status

FUNCTIONS = """
def plain(a, b): return ('plain', a, b)
def defaults(a, b=2, c=3): return ('defaults', a, b, c)
def varargs(a, *rest): return ('varargs', a, rest)
def keyword_only(a, *, k, d=5): return ('keyword_only', a, k, d)
def named(a, /, b, **others): return ('named', a, b, others)
def positional_only(a, b=1, /): return ('positional_only', a, b)
def everything(a, /, b, c=3, *rest, k, d=5, **others):
    return ('everything', a, b, c, rest, k, d, others)
def none(): return ('none',)
functions = [plain, defaults, varargs, keyword_only, named, positional_only, everything, none]
calls = [
    ([], {}), ([1], {}), ([1, 2], {}), ([1, 2, 3], {}), ([1, 2, 3, 4], {}),
    ([1, 2, 3, 4, 5, 6, 7], {}),
    ([], {'a': 1}), ([1], {'b': 2}), ([1], {'a': 2}), ([1, 2], {'b': 3}), ([1], {'k': 2}),
    ([1, 2], {'k': 3, 'd': 4}), ([1, 2], {'k': 3, 'z': 4}), ([], {'a': 1, 'b': 2}),
    ([], {'b': 2, 'a': 1}), ([1, 2, 3, 4], {'k': 5}), ([1], {'z': 1, 'y': 2}),
    ([], {'a': 1, 'b': 2, 'k': 3}), ([1], {'b': 2, 'c': 3, 'd': 4, 'k': 5, 'e': 6}),
]
"""


@cpython_311
def test_every_function_with_every_call(vm: VM) -> None:
    check(
        vm,
        FUNCTIONS
        + """
for f in functions:
    for args, kwargs in calls:
        try:
            print(f(*args, **kwargs))
        except TypeError as e:
            print(e)
""",
    )


@cpython_311
@pytest.mark.parametrize(
    "call",
    [
        "plain(1, b=2)",
        "plain(b=1, a=2)",
        "plain(*[1], b=2)",
        "plain(*[1], *(2,))",
        "plain(1, *iter([2]))",
        "plain(*(i for i in range(2)))",
        "plain(**{'a': 1}, **{'b': 2})",
        "plain(1, **{'a': 2})",
        "plain(1, **{'b': 2}, **{'b': 3})",
        "plain(1, b=2, **{'b': 3})",
        "plain(*5)",
        "plain(**5)",
        "plain(1, *5)",
        "plain(**{1: 2})",
        "plain(*'ab')",
        "varargs(*range(300))",
        "everything(1, 2, *range(100), k=1, **{'x%d' % i: i for i in range(100)})",
        "none(1)",
        "none(x=1)",
        "none(1, 2)",
        "(lambda x, *y, z=1: (x, y, z))(1, 2, 3, z=4)",
        "(lambda: 1)(2)",
        "5()",
        "'x'(1)",
        "None()",
        "max(*range(1000))",
        "len(list(zip(*[(i, i) for i in range(500)])))",
    ],
)
def test_forms_of_arguments(vm: VM, call: str) -> None:
    check(vm, FUNCTIONS + f"print({call})\n")


def test_a_call_with_more_arguments_than_a_bytecode_can_say(vm: VM) -> None:
    names = ", ".join(f"a{i}={i}" for i in range(300))
    check(vm, f"def f(*a, **k): return len(a), len(k), sum(k.values())\nprint(f({names}))\n")
    values = ", ".join(str(i) for i in range(700))
    check(vm, f"def f(*a): return len(a), sum(a)\nprint(f({values}))\n")


def test_the_order_of_evaluation(vm: VM) -> None:
    check(
        vm,
        """
def say(x):
    print(x)
    return x
def f(*a, **k): return a, k
print(f(say(1), *say([2, 3]), say(4), x=say(5), **say({'y': 6}), z=say(7)))
""",
    )


def test_what_an_iterable_that_is_spread_raises(vm: VM) -> None:
    check(
        vm,
        """
def broken():
    yield 1
    raise KeyError('inside')
def f(*a, **k): pass
class M:
    def keys(self): return ['a', 'b']
    def __getitem__(self, key):
        if key == 'b': raise ValueError('b')
        return 1
for call in (lambda: f(*broken()), lambda: f(**M()), lambda: f(1, *broken()),
             lambda: f(x=1, **M())):
    try:
        call()
    except Exception as e:
        print(type(e).__name__, e)
""",
    )


def test_what_is_callable(vm: VM) -> None:
    check(
        vm,
        """
class C:
    def __init__(self, x=0, *, y=1): self.x, self.y = x, y
    def __call__(self, *a, **k): return self.x, a, k
    def method(self, *a, **k): return self.x, a, k
    @staticmethod
    def static(*a, **k): return a, k
    @classmethod
    def of_class(cls, *a, **k): return cls.__name__, a, k
c = C(5, y=6)
print(c(1, 2, z=3), c.method(1, *[2], z=3), c.static(1, a=2), C.static(1), C.of_class(1, b=2),
      c.of_class(), c.y)
m = c.method
print(m(7), C.method(c, 8), C(1)(), [f(1) for f in (c, m, C.static, C.of_class)])
class New:
    def __new__(cls, x): return x
    def __init__(self, x): print('not called')
print(New(5))
class Both:
    def __new__(cls, *a, **k):
        print('new', a, k)
        return object.__new__(cls)
    def __init__(self, *a, **k): print('init', a, k)
Both(1, k=2)
class Bad:
    def __init__(self): return 5
for f in (Bad, lambda: C(1, 2), lambda: C(z=1), lambda: object(1), lambda: New()):
    try: f()
    except TypeError as e: print(e)
""",
    )


def test_self_is_kept_when_init_assigns_to_it(vm: VM) -> None:
    check(
        vm,
        """
class C:
    def __init__(self, x):
        self.x = x
        self = None
print(C(3).x)
""",
    )


@cpython_311
def test_recursion_ends_in_an_exception(vm: VM) -> None:
    for program in (
        "def f(n): return f(n + 1)\n",
        "def f(*n): return f(*n, 1)\n",
        "def f(**k): return f(**k)\n",
        "class C:\n    def __init__(self): C()\nf = lambda n: C()\n",
        "class C:\n    def __call__(self, *a): return self(*a)\nf = C()\n",
        "class C:\n    def __add__(self, o): return self + o\nf = lambda n: C() + 1\n",
        "class C: pass\nC.__call__ = C()\nf = C()\n",
    ):
        ran = here(vm, program + "try:\n    f()\nexcept RecursionError:\n    print('ended')\n")
        first = here(vm, program + "try:\n    f(1)\nexcept RecursionError:\n    print('ended')\n")
        assert "ended\n" in (ran.output, first.output), (program, ran, first)


def test_more_arguments_than_the_value_stack_holds_are_an_exception(vm: VM) -> None:
    program = """
    def f(*a): return len(a)
    try:
        print(f(*range(300_000)))
    except RecursionError as e:
        print('too many')
    """
    assert here(vm, program).output == "too many\n"


def test_chains_of_bound_methods_take_steps(vm: VM) -> None:
    vm.reset()
    result = vm.run(
        "from types import MethodType\nm = print\n"
        "for i in range(10**7):\n    m = MethodType(m, 1)\nm()\n",
        limits=vm.limits,
    )
    assert result.status in (Status.ERROR, Status.STEPS, Status.MEMORY), result


@cpython_311
def test_an_object_that_is_made_is_what_the_call_gives(vm: VM) -> None:
    """The frame of __init__ is the loop's own next one, whatever it does and however it ends."""
    check(
        vm,
        """
class A:
    def __init__(self, x, y=2): self.x, self.y = x, y
    def __repr__(self): return f'A({self.x}, {self.y})'
class Returns:
    def __init__(self, what):
        return what
class Fails:
    def __init__(self):
        raise ValueError('no')
class Leaves:
    def __init__(self):
        for self.n in range(3):
            try:
                1 / 0
            except ZeroDivisionError:
                if self.n == 1:
                    return
            finally:
                self.last = self.n
class Inner(A):
    def __init__(self, depth):
        super().__init__(depth, Inner(depth - 1) if depth else None)
class Later:
    def __init__(self):
        def init(self, z): self.z = z
        Later.__init__ = init
def several():
    for i in range(3):
        yield A(i, y=A(y=i, x=-i))
print(A(1), A(1, 3), A(y=1, x=2), A(x=5), [A(i) for i in range(3)], list(several()))
print([A(1), Returns(None).__class__.__name__, Leaves().last, Inner(3)])
print(Later().__dict__, Later(4).__dict__, {A: 1}.get(A), A(A(1)).x)
for f in (lambda: A(), lambda: A(1, 2, 3), lambda: A(1, x=2), lambda: A(1, z=3), lambda: Fails(),
          lambda: Returns(5), lambda: A(*[1], **{'y': 3}), lambda: Later(),
          lambda: (1, A(2), Fails())):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
""",
    )
