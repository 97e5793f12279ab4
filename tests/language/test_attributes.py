# ruff: noqa: E501  (programs of one line each)
"""Attributes of instances, classes and modules; descriptors; metaclasses: as this CPython."""

from __future__ import annotations

import pytest
from language_helpers import check, cpython_311

from pkhost import VM

THINGS = """
class Plain:
    in_class = 'class'
    def method(self): return 'method'
class Slots:
    __slots__ = ('a', 'b')
class Reading:
    @property
    def p(self): return 'p'
class Guarded:
    def __setattr__(self, name, value):
        if name.startswith('_'): raise AttributeError('private ' + name)
        super().__setattr__(name, value)
    def __delattr__(self, name):
        print('deleting', name); object.__delattr__(self, name)
    def __getattr__(self, name): return 'no ' + name
def tell(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
"""


@cpython_311
@pytest.mark.parametrize(
    "expression",
    [
        "Plain().missing",
        "Plain.missing",
        "Plain().in_class",
        "setattr(Plain(), 'x', 1)",
        "delattr(Plain(), 'x')",
        "delattr(Plain, 'x')",
        "delattr(Plain(), 'in_class')",
        "Slots().a",
        "setattr(Slots(), 'c', 1)",
        "Slots().__dict__",
        "type(Slots.a).__name__",
        "setattr(Reading(), 'p', 1)",
        "delattr(Reading(), 'p')",
        "setattr(5, 'x', 1)",
        "setattr([], 'append', 1)",
        "setattr(int, 'x', 1)",
        "setattr(Plain, '__name__', 5)",
        "setattr(Plain, '__mro__', ())",
        "setattr(None, 'x', 1)",
        "(5).missing",
        "'text'.missing",
        "[].missing",
        "None.missing",
        "(lambda: 0).missing",
        "Plain().method.missing",
        "len.missing",
        "__import__('math').missing",
        "type.missing",
        "object().x",
        "setattr(object(), 'x', 1)",
        "Guarded().anything",
        "setattr(Guarded(), '_x', 1)",
        "getattr(Plain(), 'missing', 'default')",
        "getattr(Plain(), 5)",
        "hasattr(Plain(), 'in_class'), hasattr(Plain(), 'missing'), hasattr(5, 'real')",
        "object(1)",
        "Plain(1)",
        "Plain(x=1)",
        "Plain.method()",
        "Plain().__class__, Plain.__class__, (5).__class__",
        "Plain.__dict__['in_class'], sorted(k for k in Plain.__dict__ if not k.startswith('__'))",
    ],
)
def test_what_is_there_and_what_is_not(vm: VM, expression: str) -> None:
    check(vm, THINGS + f"tell(lambda: {expression})\n")


def test_the_dict_of_an_instance_is_alive_and_in_order(vm: VM) -> None:
    check(
        vm,
        """
        class A:
            def __init__(self):
                for name in 'zebra apple mango kiwi banana cherry'.split(): setattr(self, name, len(name))
        a = A()
        del a.mango
        a.mango = 'again'; a.apple = 'changed'
        print(vars(a), list(a.__dict__))
        d = a.__dict__
        print(d is a.__dict__, type(d) is dict, isinstance(d, dict))
        d['new'] = 1; a.newer = 2; del d['zebra']
        print(a.new, d['newer'], hasattr(a, 'zebra'), sorted(d), d == vars(a))
        a.__dict__.update(kiwi='updated', more=3)
        print(a.kiwi, a.more, {**a.__dict__}, dict(a.__dict__) == d)
        a.__dict__ = {'only': 1}
        print(a.only, vars(a), hasattr(a, 'kiwi'))
        try:
            a.__dict__ = 5
        except TypeError as e:
            print(e)
        a.__dict__[3] = 'number'
        print(vars(a), a.only)
        b = A()
        b.__dict__.clear()
        print(vars(b), hasattr(b, 'apple'))
        many = A(); many.__dict__.clear()
        for i in range(400): setattr(many, f'a{i}', i)
        print(list(vars(many)) == [f'a{i}' for i in range(400)])
        """,
    )


def test_an_attribute_hides_a_method_but_no_data_descriptor(vm: VM) -> None:
    check(
        vm,
        """
        class Data:
            def __get__(self, o, c): return ('data', o is None)
            def __set__(self, o, v): o.__dict__['kept'] = v
        class NonData:
            def __get__(self, o, c=None): return ('non-data', o is None)
        class A:
            data, non_data = Data(), NonData()
            def method(self): return 'method'
            def __len__(self): return 1
        a = A()
        a.data = 1; a.non_data = 2; a.method = lambda: 'own'; a.__len__ = lambda: 99
        a.__dict__['data'] = 'hidden'
        print(a.data, a.non_data, a.method(), len(a), a.kept, A.data, A.non_data, A.method(a))
        del a.method
        print(a.method())
        """,
    )


def test_descriptors(vm: VM) -> None:
    check(
        vm,
        """
        class Typed:
            def __init__(self, kind): self.kind = kind
            def __set_name__(self, owner, name): self.name = name; print('named', owner.__name__, name)
            def __get__(self, obj, owner=None): return self if obj is None else obj.__dict__[self.name]
            def __set__(self, obj, value):
                if not isinstance(value, self.kind): raise TypeError(f'{self.name} must be {self.kind.__name__}')
                obj.__dict__[self.name] = value
            def __delete__(self, obj): print('deleted'); del obj.__dict__[self.name]
        class P:
            x, y = Typed(int), Typed(str)
            def __init__(self, x, y): self.x, self.y = x, y
        p = P(1, 'a'); p.x = 5
        print(p.x, p.y, vars(p), type(P.x).__name__)
        del p.x
        for f in (lambda: p.x, lambda: P('a', 'b'), lambda: setattr(p, 'y', 3)):
            try: print(f())
            except Exception as e: print(type(e).__name__, e)
        class Lazy:
            def __init__(self, f): self.f = f; self.__doc__ = f.__doc__
            def __get__(self, obj, owner):
                if obj is None: return self
                value = obj.__dict__[self.f.__name__] = self.f(obj)
                return value
        class Q:
            @Lazy
            def slow(self): 'computes'; print('computing'); return 42
        q = Q(); print(q.slow, q.slow, Q.slow.__doc__)
        """,
    )


@cpython_311
def test_properties(vm: VM) -> None:
    check(
        vm,
        """
        class C:
            def __init__(self): self._x = 1
            @property
            def x(self): 'the x'; return self._x
            @x.setter
            def x(self, value): self._x = value
            @x.deleter
            def x(self): del self._x
            y = property(lambda self: 'y', doc='the y')
            z = property(fset=lambda self, v: print('z =', v))
            def get_w(self): return 'w'
            w = property(get_w, None, None, 'w of C')
        class D(C):
            @C.x.getter
            def x(self): return ('D', self._x)
        c, d = C(), D()
        c.x = 5; d.x = 6
        print(c.x, d.x, C.x.__doc__, C.y.__doc__, C.w.__doc__, C.x.fget(c), c.y)
        c.z = 3
        del c.x
        for f in (lambda: c.x, lambda: c.z, lambda: setattr(c, 'y', 1), lambda: delattr(c, 'y')):
            try: print(f())
            except AttributeError as e: print(e)
        class Raising:
            @property
            def p(self): raise AttributeError('inner')
            def __getattr__(self, name): return 'fallback ' + name
        print(Raising().p)
        """,
    )


def test_bound_methods(vm: VM) -> None:
    check(
        vm,
        """
        class A:
            def m(self, x=0): 'doc of m'; return (self.n, x)
            @classmethod
            def c(cls, *a): return (cls.__name__, a)
            @staticmethod
            def s(*a): return a
            def __init__(self, n): self.n = n
        class B(A): pass
        a, b = A(1), A(1)
        m = a.m
        print(m(5), m.__self__ is a, m.__func__ is A.m, m.__name__, m.__doc__, m.__qualname__)
        print(a.m == a.m, a.m == b.m, a.m is a.m, hash(a.m) == hash(a.m), {a.m: 1}[a.m])
        print(A.c(1), B.c(2), b.c(), A.s(1), a.s(), B.c.__self__, A.c.__func__.__name__)
        print(A.__dict__['s'].__func__(3), A.m(a), [f(2) for f in (a.m, A.c, A.s)])
        g = A.m.__get__(a, A); print(g(7), A.m.__get__(None, A) is A.m)
        import types
        h = types.MethodType(lambda self, k: (self.n, k), a); print(h(8))
        a.bound = a.m; print(a.bound(9))
        class Functions:
            length, upper, add = len, str.upper, (lambda a, b: (a, b))
        print(Functions.length([1]), Functions().length([1, 2]), Functions().add(3)[1])
        """,
    )


def test_metaclasses(vm: VM) -> None:
    check(
        vm,
        """
        class Registry(type):
            classes = {}
            def __new__(mcs, name, bases, ns, **kw):
                cls = super().__new__(mcs, name, bases, ns)
                mcs.classes[name] = cls
                cls.options = kw
                return cls
            def __init__(cls, name, bases, ns, **kw): super().__init__(name, bases, ns)
            @classmethod
            def __prepare__(mcs, name, bases, **kw): return {'prepared': name}
            def __call__(cls, *args, **kw):
                obj = super().__call__(*args, **kw)
                obj.called_by = 'meta'
                return obj
            def __iter__(cls): return iter([cls.__name__, 1])
            def __len__(cls): return 77
            def __contains__(cls, x): return x == 5
            def __getitem__(cls, k): return (cls.__name__, k)
            def __bool__(cls): return False
            def __eq__(cls, other): return other == 'equal' or cls is other
            def __hash__(cls): return 3
            def __lt__(cls, other): return cls.__name__ < other.__name__
            def __repr__(cls): return f'<{cls.__name__}!>'
            def __getattr__(cls, name): return 'dynamic ' + name
            def __instancecheck__(cls, x): return x == 'instance' or type(x) is cls
            def __subclasscheck__(cls, c): return c is int
            @property
            def size(cls): return len(cls.__name__)
            def method(cls): return 'method of ' + cls.__name__
        class A(metaclass=Registry, option=1):
            def __init__(self, x=0): self.x = x
        class B(A, other=2): pass
        print(Registry.classes, A.options, B.options, A.prepared, type(B), type(type(B)))
        print(A(5).x, A().called_by, list(A), len(B), 5 in A, 6 in A, A['k'], bool(A), A == 'equal', hash(A))
        print(sorted([B, A]), A.dynamic_one, A.size, A.method(), isinstance('instance', A), isinstance(3, A))
        print(issubclass(int, A), issubclass(str, A), isinstance(A, Registry), isinstance(A, type))
        for f in (lambda: A().method(), lambda: A().size):
            try: print(f())
            except AttributeError as e: print(e)
        C = Registry('C', (A,), {'y': 2}); D = type('D', (A,), {})
        print(C.y, type(C).__name__, type(D).__name__, C)
        class Other(type): pass
        try:
            class Wrong(A, metaclass=Other): pass
        except TypeError as e: print(e)
        def function(name, bases, ns, **kw): return (name, bases, sorted(k for k in ns if k[0] != '_'), kw)
        class F(int, metaclass=function, z=1): a = 1; b = 2
        print(F)
        """,
    )


@cpython_311
def test_class_creation_hooks(vm: VM) -> None:
    check(
        vm,
        """
        class Plugin:
            plugins = []
            def __init_subclass__(cls, /, name=None, **kw):
                super().__init_subclass__(**kw)
                cls.plugins.append((cls.__name__, name))
        class P(Plugin, name='p'): pass
        class Q(P): pass
        print(Plugin.plugins)
        class G:
            def __class_getitem__(cls, item): return (cls.__name__, item)
        print(G[int], G['x', 1])
        class Alias:
            def __mro_entries__(self, bases): return (Plugin,)
        class R(Alias()): pass
        print(R.__mro__[1].__name__, R.__orig_bases__[0].__class__.__name__)
        T = type('T', (dict,), {'f': lambda self: len(self), '__doc__': 'made'})
        print(T(a=1).f(), T.__doc__, T.__name__, T.__module__, T.__qualname__)
        class Outer:
            class Inner:
                def f(self): pass
        print(Outer.Inner.__qualname__, Outer.Inner.f.__qualname__, Outer.Inner)
        for f in (
            lambda: type('X', (), {}, 1), lambda: type(1, (), {}), lambda: type('X', [], {}),
            lambda: type('X', (), []), lambda: type('X', (1,), {}), lambda: int[str], lambda: G()[1],
            lambda: type('X', (Plugin,), {}, bad=1),
        ):
            try: print(f())
            except TypeError as e: print('TypeError', e)
        """,
    )


def test_slots(vm: VM) -> None:
    check(
        vm,
        """
        class P:
            __slots__ = ('x', 'y')
            def __init__(self, x, y): self.x, self.y = x, y
            def __eq__(self, other): return (self.x, self.y) == (other.x, other.y)
        class Q(P): pass
        class R(P):
            __slots__ = 'z',
        class One:
            __slots__ = '__private'
            def __init__(self): self.__private = 1
            def get(self): return self.__private
        p, q, r = P(1, 2), Q(3, 4), R(5, 6)
        q.any = 7; r.z = 8
        print(p.x, q.any, vars(q), r.z, p == P(1, 2), One().get(), P.__slots__)
        del p.x
        for f in (lambda: p.x, lambda: setattr(p, 'w', 1), lambda: setattr(r, 'w', 1), lambda: vars(p)):
            try: print(f())
            except (AttributeError, TypeError) as e: print(type(e).__name__)
        try:
            class Wrong:
                __slots__ = ('a',)
                a = 1
        except ValueError as e: print(e)
        print(P.x.__get__(q), P.x.__name__, isinstance(P.x, property), hasattr(P, 'x'))
        """,
    )


@cpython_311
def test_isinstance_and_its_like(vm: VM) -> None:
    check(
        vm,
        """
        class A: pass
        class B(A): pass
        tests = [
            (5, int), (True, int), (True, bool), (1, bool), (B(), A), (A(), B), (5, (str, int)),
            (5, (str, (float, (int,)))), (None, int | None), (5, int | str), ('s', int | None),
            (B, type), (A, object), ([], list[int]), (5, 5), (5, (str, 'int')), (5, ()), (B(), A | int),
        ]
        for value, kind in tests:
            try: print(isinstance(value, kind), end=' ')
            except TypeError as e: print(e, end=' ')
            if isinstance(value, type):
                try: print(issubclass(value, kind))
                except TypeError as e: print(e)
        print(issubclass(bool, int), issubclass(B, (int, A)), issubclass(B, A | int), bool.__mro__)
        try: issubclass(5, int)
        except TypeError as e: print(e)
        print(int | None, int | str | None, list[int], dict[str, list[int]], (int | str) == (str | int))
        print(list[int].__origin__, dict[str, int].__args__, (int | None).__args__, list[int]([1]))
        from abc import ABC, abstractmethod
        class Shape(ABC):
            @abstractmethod
            def area(self): ...
            @property
            @abstractmethod
            def name(self): ...
            @classmethod
            @abstractmethod
            def make(cls): ...
        class Half(Shape):
            def area(self): return 1
        class Whole(Half):
            name = 'whole'
            @classmethod
            def make(cls): return cls()
        for c in (Shape, Half, Whole):
            try: print(c().area(), c.make().name)
            except TypeError as e: print(e)
        Shape.register(int); print(isinstance(3, Shape), issubclass(int, Shape), isinstance('', Shape))
        """,
    )


def test_hashing_follows_equality(vm: VM) -> None:
    check(
        vm,
        """
        class Eq:
            def __eq__(self, other): return True
        class Both(Eq):
            def __hash__(self): return 5
        class Child(Both): pass
        class Off:
            __hash__ = None
        class Plain: pass
        for c in (Eq, Both, Child, Off, Plain):
            one = c()
            try: print(hash(one) == hash(one), c.__hash__ is None)
            except TypeError as e: print(e)
        print(len({Both(), Child()}), Eq() == 3, Eq() != 3, Plain() == Plain(), Plain() != Plain())
        p = Plain(); print({p: 1}[p], p in [p], hash(None) == hash(None), {None: 1}[None], {int: 2}[int])
        class Truth:
            def __bool__(self): return False
        class Length:
            def __init__(self, n): self.n = n
            def __len__(self): return self.n
        print(bool(Truth()), bool(Length(0)), bool(Length(2)), not Length(0), bool(Plain()))
        """,
    )


def test_an_objects_class_can_be_changed(vm: VM) -> None:
    check(
        vm,
        """
        class Off:
            def press(self): self.__class__ = On; return 'on'
            def state(self): return 'off'
        class On:
            def press(self): self.__class__ = Off; return 'off'
            def state(self): return 'on'
        s = Off(); others = [s]
        print(s.state(), s.press(), s.state(), others[0].state(), type(s).__name__, isinstance(others[0], On))
        print(s.press(), s.state(), type(others[0]) is Off)
        for wrong in (int, 5, list, type):
            try: s.__class__ = wrong
            except TypeError as e: print('TypeError')
        """,
    )


@cpython_311
def test_mappings_that_may_be_read(vm: VM) -> None:
    check(
        vm,
        """
        import types
        class C:
            x = 1
            def f(self): pass
        d = C.__dict__
        print(type(d).__name__, d['x'], 'f' in d, 'zz' in d, d.get('q'), len(d) > 2, sorted(k for k in d if not k.startswith('__')))
        for f in (lambda: d.__setitem__('x', 2), lambda: exec("d['x'] = 1", {'d': d}), lambda: exec("del d['x']", {'d': d}), lambda: types.MappingProxyType([1]), lambda: types.MappingProxyType(5), lambda: hash(d), lambda: d['nope']):
            try: print(f())
            except (TypeError, AttributeError, KeyError) as e: print(type(e).__name__, e)
        m = types.MappingProxyType({'a': 1, 'b': [2]})
        print(m, repr(m), m == {'a': 1, 'b': [2]}, {'a': 1, 'b': [2]} == m, m | {'c': 3}, {'c': 3} | m, list(m.items()), list(reversed(m)), dict(m), {**m}, m.copy(), bool(m), bool(types.MappingProxyType({})))
        under = {'a': 1}
        m = types.MappingProxyType(under); under['z'] = 2
        print(m['z'], isinstance(m, types.MappingProxyType), type(vars(C)).__name__, vars(C)['x'])
        from collections.abc import Mapping
        print(isinstance(m, Mapping), {k: v for k, v in m.items()})
        def g(**k): return k
        print(g(**m))
        match m:
            case {'a': v}: print('matched', v)
        class E(type): pass
        print(type(E('Q', (), {'k': 1}).__dict__).__name__, dict(E('Q', (), {'k': 1}).__dict__)['k'], type('Z', (), dict(C.__dict__)).x)
        n = m
        for i in range(5000): n = types.MappingProxyType(n)
        try: print(len(n) == 2)
        except RecursionError: print(True)
        """,
    )


@cpython_311
def test_globals_come_in_the_order_in_which_they_were_set(vm: VM) -> None:
    check(
        vm,
        """
import random, textwrap
zeta = 1; alpha = 2
def f():
    global gamma
    gamma = 1
f()
zeta = 5
for module in (vars(), vars(random), textwrap.__dict__):
    print([name for name in module if not name.startswith('__')])
""",
    )
