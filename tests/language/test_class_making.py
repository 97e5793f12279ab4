"""How classes are made: what metaclasses and bases say to it, and super()."""

from __future__ import annotations

from language_helpers import check, cpython_311

from pkhost import VM


@cpython_311
def test_what_prepare_gives_is_where_names_of_the_body_are(vm: VM) -> None:
    check(
        vm,
        """
class Auto(dict):
    def __init__(self): self.n = 0
    def __missing__(self, k):
        if k.startswith('__'): raise KeyError(k)
        self.n += 1; self[k] = self.n; return self.n
class AM(type):
    @classmethod
    def __prepare__(mcls, *a): return Auto()
    def __new__(m, name, b, ns): return super().__new__(m, name, b, dict(ns))
class Color(metaclass=AM):
    RED
    GREEN
    BLUE
print(Color.RED, Color.GREEN, Color.BLUE)
class Multi(dict):
    def __setitem__(self, k, v):
        if k in self and not k.startswith('__'): raise TypeError(f'duplicate {k}')
        super().__setitem__(k, v)
class NoDup(type):
    @classmethod
    def __prepare__(m, *a): return Multi()
try:
    class B(metaclass=NoDup):
        def a(self): pass
        def a(self): pass
except TypeError as e: print(e)
class Chain:
    def __init__(self): self.d = {}
    def __getitem__(self, k): return self.d[k]
    def __setitem__(self, k, v): self.d[k] = v
    def keys(self): return self.d.keys()
class CM(type):
    @classmethod
    def __prepare__(m, *a): return Chain()
    def __new__(m, name, b, ns): print(sorted(ns.d)); return super().__new__(m, name, b, ns.d)
class C(metaclass=CM):
    a = 1
    b = a + 1
    def f(self): return __class__
print(C.b, C().f())
class Bad(type):
    @classmethod
    def __prepare__(m, *a): return 5
try:
    class D(metaclass=Bad): pass
except TypeError as e: print(e)
import types
print(types.prepare_class('X', (), {'metaclass': Meta}))
def mk(name, bases, ns, **kw): print(type(ns), kw); return name
class E(metaclass=mk, k=3): q = 1
print(E)
class FM(type):
    def __prepare__(name, bases): return {'pre': 1}
class F(metaclass=FM): post = pre + 1
print(F.post, F.pre)
import collections
class OM(type):
    @classmethod
    def __prepare__(m, n, b): return collections.OrderedDict()
    def __new__(m, n, b, ns):
        c = super().__new__(m, n, b, ns)
        c.order = [k for k in ns if k[0] != '_']
        return c
class G(metaclass=OM):
    b = 1; a = 2
    exec('dyn = 5')
    print('b' in locals(), type(locals()).__name__)
    locals()['viaLocals'] = 9
print(G.order, G.dyn)
class DD(type):
    @classmethod
    def __prepare__(m, n, b): return collections.defaultdict(list)
class H(metaclass=DD):
    foo.append(1); foo.append(2)
print(H.foo)
""",
    )


@cpython_311
def test_the_order_that_a_metaclass_gives(vm: VM) -> None:
    check(
        vm,
        """
class M(type):
    def mro(cls):
        print('mro of', cls.__name__)
        return [cls] + [object] if cls.__name__ == 'B' else super().mro()
class A(metaclass=M):
    def hi(self): return 'A'
class B(A):
    pass
print(B.__mro__, hasattr(B, 'hi'))
class Rev(type):
    def mro(cls):
        m = type.mro(cls)
        return [m[0]] + m[1:-1][::-1] + [m[-1]]
class X:
    n = 'X'
class Y:
    n = 'Y'
class Z(X, Y, metaclass=Rev): pass
print([c.__name__ for c in Z.__mro__], Z().n)
class BadM(type):
    def mro(cls): return [cls, 5]
try:
    class Q(metaclass=BadM): pass
except TypeError as e: print(e)
class BadM2(type):
    def mro(cls): return 5
try:
    class Q(metaclass=BadM2): pass
except TypeError as e: print(e)
print(A.mro(), type.mro(int))
class NoObject(type):
    def mro(cls): return [cls]
try:
    class Q(metaclass=NoObject): pass
except TypeError as e: print('TypeError')
else: print('TypeError')
class OtherLayout(type):
    def mro(cls): return [cls, int, object]
try:
    class Q(metaclass=OtherLayout): pass
except TypeError as e: print(e)
""",
    )


@cpython_311
def test_super(vm: VM) -> None:
    check(
        vm,
        """
# super
class P:
    def f(self): return 'P.f'
    @classmethod
    def c(cls): return 'P.c', cls.__name__
    @staticmethod
    def s(): return 'P.s'
    @property
    def p(self): return 'P.p'
class K(P):
    def f(self): return 'K.' + self._sup.f()
    def g(self): return super(K, self).p, super().s(), super(K, type(self)).c()
K._sup = super(K)
print(K().f(), K().g())
s = super(K)
print(repr(s).replace(hex(id(s)),''), s.__thisclass__, s.__self__, s.__self_class__)
b = s.__get__(K(), K)
print(b.f(), b.__thisclass__, type(b.__self__), b.__self_class__)
print(repr(super(K, K())).split(' object')[0])
try: s.f
except AttributeError as e: print(e)
try: super(K, 5)
except TypeError as e: print(e)
try: super(5, 5)
except TypeError as e: print(e)
try: super()
except RuntimeError as e: print(e)
def nof(): super()
try: nof()
except RuntimeError as e: print(e)
def nocell(x): super()
try: nocell(1)
except RuntimeError as e: print(e)
try: super(K, K()).zzz
except AttributeError as e: print(e)
try: super(K, K()).x = 1
except AttributeError as e: print(e)
""",
    )


@cpython_311
def test_hooks_of_class_statements(vm: VM) -> None:
    check(
        vm,
        """
# class creation
class Base:
    def __init_subclass__(cls, /, tag=None, **kw):
        super().__init_subclass__(**kw); cls.tag = tag; print('sub', cls.__name__, tag)
class A(Base, tag='x'): pass
try:
    class B(Base, other=1): pass
except TypeError as e: print(e)
try:
    class B2(foo=1): pass
except TypeError as e: print(e)
class SN:
    def __set_name__(self, owner, name): print('set_name', owner.__name__, name)
class C: a = SN(); b = SN()
class Bad:
    def __set_name__(self, owner, name): raise ValueError('oops')
try:
    class D: x = Bad()
except RuntimeError as e: print(type(e), e, repr(e.__cause__))
except ValueError as e: print(e, getattr(e, '__notes__', None))
class Bad2:
    def __set_name__(self): pass
try:
    class D: x = Bad2()
except (RuntimeError, TypeError) as e: print(type(e), e, repr(e.__cause__))
class Entry:
    def __init__(self, *b): self.b = b
    def __mro_entries__(self, bases): print('entries', len(bases)); return self.b
class E(Entry(A, ), Base): pass
print(E.__mro__, E.__orig_bases__[1:])
class E2(Entry()): pass
print(E2.__bases__)
class BadE:
    def __mro_entries__(self, bases): return 5
try:
    class E3(BadE()): pass
except TypeError as e: print(e)
try:
    class E4(5): pass
except TypeError as e: print(e)
try: type('X', (BadE(),), {})
except TypeError as e: print(e)
""",
    )
