"""Classes derived from property, staticmethod and classmethod, and what these say of themselves."""

from language_helpers import check, cpython_311

from pkhost import VM


def test_a_derived_property(vm: VM) -> None:
    check(
        vm,
        """
class Noted(property):
    def __init__(self, name, *functions):
        super().__init__(*functions)
        self.note = name
class Cached(property):
    "a doc"
    def __get__(self, instance, owner=None):
        return self if instance is None else ('cached', super().__get__(instance, owner))
class C:
    @Cached
    def x(self):
        "of x"
        return self._x
    @x.setter
    def x(self, value): self._x = value
    @x.deleter
    def x(self): del self._x
    n = Noted('note', lambda self: 5)
c = C()
c.x = 3
print(type(C.x).__name__, c.x, C.x.__doc__, C.x.fset is not None, c.n, C.__dict__['n'].note)
del c.x
try:
    c.x
except AttributeError as error:
    print(error)
""",
    )


def test_the_docstring_goes_with_the_getter(vm: VM) -> None:
    check(
        vm,
        """
class C:
    @property
    def a(self): "one"
    @a.getter
    def a(self): "two"
    b = property(lambda self: 1, doc='given')
    b = b.getter(lambda self: 2)
print(C.a.__doc__, C.b.__doc__, C().b)
""",
    )


@cpython_311
def test_messages_name_the_class(vm: VM) -> None:
    check(
        vm,
        """
class Outer:
    class C:
        x = property()
        y = property(lambda self: 1)
c = Outer.C()
def delete(): del c.x
for f in (lambda: c.x, lambda: setattr(c, 'y', 1), delete):
    try:
        f()
    except AttributeError as error:
        print(error)
try:
    property().__set_name__()
except TypeError as error:
    print(error)
""",
    )


def test_derived_static_and_class_methods(vm: VM) -> None:
    check(
        vm,
        """
class S(staticmethod): pass
class K(classmethod):
    def __init__(self, function, note=None):
        super().__init__(function)
        self.note = note
class C:
    @K
    def f(cls): "of f"; return cls.__name__
    @S
    def g(): return 5
    h = K(lambda cls: 1, 'note')
class D(C): pass
print(C.f(), D().f(), C.g(), D().g(), D.h(), C.__dict__['h'].note)
print(C.__dict__['f'].__name__, C.__dict__['f'].__doc__, C.__dict__['g'].__qualname__)
print(repr(staticmethod(len)), C.__dict__['g'].__wrapped__())
""",
    )


@cpython_311
def test_a_class_method_of_another_descriptor(vm: VM) -> None:
    check(
        vm,
        """
class Meta(type):
    pass
class C(metaclass=Meta):
    @classmethod
    @property
    def name(cls): return cls.__name__
class A:
    def foo(self, cls): return cls.__name__
class B:
    bar = classmethod(A().foo)
class D(C, B): pass
print(C.name, D.name, D().name, B.bar(), D().bar())
""",
    )


def test_super_of_an_object_whose_class_was_set(vm: VM) -> None:
    check(
        vm,
        """
class A:
    def n(self): return 'A'
class B(A):
    def n(self): return super().n() + 'B'
class C(B):
    def n(self): return super(C, self).n() + 'C'
a = A()
a.__class__ = C
print(a.n())
""",
    )


def test_native_methods_are_themselves(vm: VM) -> None:
    check(
        vm,
        """
import pprint
print(int.__repr__ is int.__repr__, dict.get is dict.get, int.__repr__ is str.__repr__)
pprint.pprint((1, (2, (3, (4,)))), depth=2)
pprint.pprint({'b': 1, 'a': [10**7] * 2}, underscore_numbers=True, width=20)
""",
    )


def test_bound_methods_and_cells_are_shown(vm: VM) -> None:
    check(
        vm,
        """
import types
class A:
    def m(self): pass
    def __repr__(self): return 'A()'
print(A().m, repr([].append).startswith('<built-in method append of list object at '))
print(repr(types.CellType(3)).startswith('<cell at 0x'), repr(types.CellType())[-7:])
""",
    )
