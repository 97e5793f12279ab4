"""Bases that are assigned, and what an object says of its class."""

from language_helpers import check

from pkhost import VM


def test_bases_are_assigned(vm: VM) -> None:
    check(
        vm,
        """
class A:
    def f(self): return 'A'
class B:
    def f(self): return 'B'
class C(A): pass
class D(C): pass
d = D()
C.__bases__ = (B,)
print(d.f(), [c.__name__ for c in D.__mro__], isinstance(d, A), isinstance(d, B))
for wrong in ((D,), (), (int,), 3):
    try:
        C.__bases__ = wrong
    except TypeError as error:
        print(wrong == (int,) or error)
print(d.f())
""",
    )


def test_an_object_says_its_class(vm: VM) -> None:
    check(
        vm,
        """
class Claims:
    @property
    def __class__(self): return int
print(isinstance(Claims(), int), isinstance(Claims(), str), isinstance(Claims(), Claims))
class Abstract:
    def __init__(self, *bases): self.__bases__ = bases
a = Abstract()
b = Abstract(a)
print(issubclass(b, a), issubclass(a, b))
for wrong in (lambda: isinstance(1, 2), lambda: issubclass(1, int), lambda: issubclass(int, 1)):
    try:
        wrong()
    except TypeError as error:
        print(error)
""",
    )


def test_a_function_stands_for_bases(vm: VM) -> None:
    check(
        vm,
        """
from typing import NamedTuple, TypedDict
class P(NamedTuple):
    x: int
    y: int = 3
class T(TypedDict, total=False):
    a: int
print(P(1), P._fields, T(a=1), T.__annotations__)
""",
    )


def test_names_are_stored_by_the_namespace(vm: VM) -> None:
    check(
        vm,
        """
class Names(dict):
    def __setitem__(self, key, value):
        super().__setitem__(key, value if key.startswith('_') else (value,))
class Meta(type):
    @classmethod
    def __prepare__(mcls, name, bases): return Names()
    def __new__(mcls, name, bases, namespace):
        return super().__new__(mcls, name, bases, dict(namespace))
class C(metaclass=Meta):
    x = 1
    y = x
    print(type(locals()).__name__)
print(C.x, C.y)
names = Names()
exec('a = 1; b = a', {}, names)
print(names)
""",
    )


def test_type_takes_the_metaclass_of_a_base(vm: VM) -> None:
    check(
        vm,
        """
class Meta(type):
    def __new__(mcls, name, bases, namespace, extra=0):
        made = super().__new__(mcls, name, bases, namespace)
        made.extra = extra
        return made
    def __init__(cls, name, bases, namespace, extra=0): pass
class Base(metaclass=Meta): pass
made = type('Made', (Base,), {}, extra=4)
print(type(made).__name__, made.extra)
""",
    )
