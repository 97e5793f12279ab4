# ruff: noqa: E501  (programs of one line each)
"""Several bases, the MRO, super(), and subclasses of builtin types: as this CPython."""

from __future__ import annotations

import pytest
from language_helpers import check, cpython_311, here

from pkhost import VM, Limits, Status


def test_method_resolution_orders(vm: VM) -> None:
    check(
        vm,
        """
        class O: pass
        class A(O): pass
        class B(O): pass
        class C(O): pass
        class D(O): pass
        class E(O): pass
        class K1(A, B, C): pass
        class K2(D, B, E): pass
        class K3(D, A): pass
        class Z(K1, K2, K3): pass
        for c in (K1, K2, K3, Z, type, bool, int, object):
            print([k.__name__ for k in c.__mro__], [k.__name__ for k in c.__bases__], c.__base__)
        print(Z.mro() == list(Z.__mro__), [k.__name__ for k in O.__subclasses__()])
        """,
    )


@cpython_311
@pytest.mark.parametrize(
    "bases",
    [
        "A, B",  # B is derived from A, and would have to come first
        "A, A",
        "object, A",
        "X, Y",
        "int, str",
        "list, dict",
        "bool",
        "type(None)",
        "range",
        "type(lambda: 0)",
        "1",
        "'text'",
        "A()",
    ],
)
def test_bases_that_do_not_go_together(vm: VM, bases: str) -> None:
    check(
        vm,
        f"""
        class A: pass
        class B(A): pass
        class X(A, B and object): pass
        class P: pass
        class Q: pass
        class X(P, Q): pass
        class Y(Q, P): pass
        try:
            class Wrong({bases}): pass
        except TypeError as e:
            print(type(e).__name__, e)
        """,
    )


def test_super_in_all_its_forms(vm: VM) -> None:
    check(
        vm,
        """
        class Root:
            def f(self): return ['Root']
            @classmethod
            def c(cls): return ['Root', cls.__name__]
            @staticmethod
            def s(): return ['Root']
            @property
            def p(self): return ['Root']
            attribute = 'of Root'
        class L(Root):
            def f(self): return ['L'] + super().f()
            @classmethod
            def c(cls): return ['L'] + super().c()
            @property
            def p(self): return ['L'] + super().p
        class R(Root):
            def f(self): return ['R'] + super(R, self).f()
            @classmethod
            def c(cls): return ['R'] + super(R, cls).c()
            @staticmethod
            def s(): return ['R'] + super(R, R).s()
            @property
            def p(self): return ['R'] + super().p
        class Both(L, R):
            def f(self): return ['Both'] + super().f()
            def attribute_of_super(self): return super().attribute
            def bound(self):
                g = super().f
                return g(), g.__self__ is self
            def inner(self):
                return [super(Both, self).f() for _ in range(2)]
        b = Both()
        print(b.f(), Both.c(), b.c(), Both.s(), b.p, b.attribute_of_super(), b.bound(), b.inner())
        print(super(L, b).f(), super(L, Both).c(), L.f(b))
        for f in (lambda: super(L, 1), lambda: super(1, b), lambda: super(L, b).missing):
            try:
                f()
            except Exception as e:
                print(type(e).__name__, e)
        """,
    )


def test_cooperating_constructors(vm: VM) -> None:
    check(
        vm,
        """
        log = []
        class A:
            def __init__(self, *, a, **others):
                log.append(('A', a)); super().__init__(**others); self.a = a
        class B:
            def __init__(self, *, b, **others):
                log.append(('B', b)); super().__init__(**others); self.b = b
        class C(A, B):
            def __init__(self, **all): super().__init__(**all)
        c = C(a=1, b=2)
        print(log, c.a, c.b)
        try:
            C(a=1, b=2, z=3)
        except TypeError as e:
            print(e)
        class One:
            made = None
            def __new__(cls, *args):
                if cls.made is None: cls.made = super().__new__(cls)
                return cls.made
            def __init__(self, x): self.x = x
        print(One(1) is One(2), One(3).x)
        class Other:
            def __new__(cls): return 5
            def __init__(self): print('never')
        print(Other())
        """,
    )


SUBCLASSES = """
class I(int):
    def double(self): return I(self * 2)
class F(float): pass
class S(str):
    def shout(self): return self.upper() + '!'
class T(tuple):
    def __new__(cls, *items): return super().__new__(cls, items)
class L(list):
    def __init__(self, *items):
        super().__init__(items)
        self.name = 'L'
class D(dict):
    def __missing__(self, key): return ('missing', key)
class B(bytes): pass
class Z(set): pass
values = [I(5), F(2.5), S('abc'), T(1, 2, 3), L(1, 2, 3), D(a=1), B(b'ab'), Z([1])]
"""


def test_instances_of_subclasses_are_values_with_attributes(vm: VM) -> None:
    check(
        vm,
        SUBCLASSES
        + """
for v in values:
    base = type(v).__base__
    plain = base(v)
    print(type(v).__name__, repr(v), str(v), f'{v}', isinstance(v, base), type(plain) is base)
    print(v == plain, plain == v, v != plain, bool(v), [v] == [plain], v in [plain], plain in [v])
    v.extra = [v]
    print(v.extra[0] is v, v.__dict__ if type(v) is not L else sorted(v.__dict__), hasattr(v, 'no'))
    try:
        print(hash(v) == hash(plain), {v: 1}[plain], {plain: 2}[v], len({v, plain}))
    except TypeError as e:
        print(e)
""",
    )


def test_operators_of_subclasses(vm: VM) -> None:
    check(
        vm,
        SUBCLASSES
        + """
i, f, s, t, l, d, b, z = values
print(i + 1, 1 + i, i * 2, -i, abs(I(-3)), i // 2, i % 3, 2 ** i, i / 2, i & 4, i < 6, 6 > i)
print(type(i + 1), type(i.double()), i.double(), I('17'), int(i), float(i), i.bit_length())
print([10, 20, 30, 40, 50, 60][i], 'abcdef'[i], list(range(i)), divmod(i, 2), round(i), sum([i, i]))
print(f + 1, 2 * f, f.is_integer(), round(f), f > i, max(i, f), int(f))
print(s + 'x', 'x' + s, s * 2, s[0], s[::-1], s.shout(), s.find('c'), 'b' in s, list(s), len(s))
print(','.join([s, 'z']), '%s|%s' % (s, i), '{} {:>5}'.format(s, i), s.replace('a', s), type(s.upper()))
print(sorted([S('b'), 'a', S('c')]), S('a') < 'b', 'a' < S('b'), s.encode(), {'abc': 1}.get(s))
print(t + (4,), (0,) + t, t * 2, t[1:], t.index(2), 2 in t, len(t), [*t], max(t), dict([T('k', 'v')]))
first, *rest = t
print(first, rest, t < (1, 2, 4), sorted([T(2), (1,)]))
l.append(4); l += [5]; l.extend(T(6)); l[0] = 9; del l[1]
print(l, l.name, l + [1], [1] + l, l[1:], l.pop(), len(l), sum(l), sorted(l), list(reversed(l)), l.copy())
print(d['a'], d['zz'], d.get('zz'), 'zz' in d, list(d.items()), {**d}, dict(d, c=1), d | {'b': 2})
d.update(x=1); d['y'] = 2; print(d, len(d), d.pop('x'), sorted(d))
print(b + b'c', b[0], b.decode(), b == b'ab', b.hex())
print(z | {2}, z & {1}, len(z), 1 in z, sorted(z ^ {3}))
""",
    )


def test_methods_that_subclasses_override(vm: VM) -> None:
    check(
        vm,
        """
        class Money(int):
            def __add__(self, other): return Money(int(self) + int(other))
            __radd__ = __add__
            def __repr__(self): return f'Money({int(self)})'
            def __eq__(self, other): return isinstance(other, Money) and int(self) == int(other)
            def __hash__(self): return 7
        print(Money(3) + 4, 4 + Money(3), sum([Money(1), Money(2)]), [Money(1)], str(Money(2)))
        print(Money(1) == 1, Money(1) == Money(1), hash(Money(5)), '%d' % Money(8))
        class Lower(str):
            def __new__(cls, text, extra=None):
                self = super().__new__(cls, text.lower())
                self.extra = extra
                return self
            def __str__(self): return '<' + super().__str__() + '>'
        w = Lower('HeLLo', extra=3)
        print(w, repr(w), w == 'hello', w.extra, f'{w}', '%s' % w, w + '')
        class Stack(list):
            def push(self, x): self.append(x)
            def append(self, x): super().append(('pushed', x))
            def __getitem__(self, i): return ('item', super().__getitem__(i))
            def __len__(self): return super().__len__() * 10
            def __iter__(self): return iter(['iterated'])
        s = Stack([1]); s.push(2)
        print(s, s[0], len(s), list(s), [x for x in s], s == [1, ('pushed', 2)])
        class Recording(dict):
            def __setitem__(self, k, v): super().__setitem__(k, (v, 'set'))
            def __getitem__(self, k): return super().__getitem__(k)[0]
            def __contains__(self, k): return k == 'anything' or super().__contains__(k)
            def __getattr__(self, name):
                try:
                    return self[name]
                except KeyError:
                    raise AttributeError(name) from None
        r = Recording(a=(1, 'made'))
        r['b'] = 2
        print(r, r['b'], r.b, r.a, 'anything' in r, 'no' in r, r.get('b'), dict(r))
        try:
            r.zz
        except AttributeError as e:
            print('AttributeError', e)
        """,
    )


def test_subclasses_meet_several_bases(vm: VM) -> None:
    check(
        vm,
        """
        class Named:
            def name(self): return 'named ' + type(self).__name__
        class Counted:
            count = 0
            def __init__(self, *args):
                super().__init__(*args)
                Counted.count += 1
        class NamedList(Named, list): pass
        class CountedList(Counted, Named, list): pass
        class NamedText(Named, str): pass
        print(NamedList([1]).name(), NamedText('a').name(), NamedText('b').upper())
        c = CountedList([3, 1, 2]); c.sort()
        print(c, c.name(), Counted.count, CountedList.__mro__)
        class Base(list): pass
        class Sub(Base, Named): pass
        print(Sub([1, 2])[1], isinstance(Sub(), Named), Sub.__base__, Sub((5,)) + [6])
        class Failure(Named, ValueError):
            def __init__(self, code): super().__init__('code', code); self.code = code
        try:
            raise Failure(3)
        except ValueError as e:
            print(e.name(), e.code, e.args, repr(e), e)
        """,
    )


def test_contents_of_subclasses_survive_collections(vm: VM) -> None:
    check(
        vm,
        SUBCLASSES
        + """
import gc
keep = []
for n in range(200):
    item = [L([n], [n]), D(k=[n]), T([n], [n]), S('long enough to be an object %d' % n)]
    item[3].more = [n]
    item[0].more = {'n': [n]}
    keep.append(item)
gc.collect()
waste = [[i] for i in range(20000)]
gc.collect()
print(all(k[0] == [[n], [n]] and k[1]['k'] == [n] and k[2][1] == [n] and k[3].more == [n]
          and k[3] == 'long enough to be an object %d' % n and k[0].more == {'n': [n]}
          for n, k in enumerate(keep)))
""",
    )


@pytest.mark.parametrize(
    "program",
    [
        # A native method of a builtin type never sees a box as a plain value.
        "class I(int): pass\nint.__add__(I(1), I(2)); int.bit_length(I(3)); int.__repr__(I(4))",
        "class S(str): pass\nstr.upper(S('a')); str.__len__(S('bc')); str.__add__(S('a'), S('b'))",
        "class T(tuple): pass\ntuple.__getitem__(T((1,)), 0); tuple.__len__(T()); tuple.index(T((1,)), 1)",
        "class L(list): pass\nlist.append(L(), 1); list.__getitem__(L([1]), 0); list.sort(L([2, 1]))",
        "class I(int): pass\nfor f in (str.upper, list.append, dict.get, tuple.index, bytes.hex):\n"
        "    try: f(I(1), I(2))\n    except TypeError: pass",
        "class L(list): pass\nx = list.__new__(L)\nx.append(1)\nassert x == [1]",
        "class P(property): pass\nP(lambda s: 1).__get__(5)\nP().__get__(None, int)",
        "class T(tuple): pass\na, b = T((1, 2))\nprint(*T((1, 2)), **{})\n'%s %s' % T((1, 2))",
        "class I(int): pass\nx = I(10 ** 40)\nassert x + 1 == 10 ** 40 + 1 and hash(x) == hash(10 ** 40)",
    ],
)
def test_natives_are_given_what_they_can_take_apart(vm: VM, program: str) -> None:
    vm.reset()
    assert vm.run(program).status is Status.OK


@pytest.mark.parametrize(
    "program",
    [
        "class A: pass\nwhile True: A = type('A', (A,), {})",
        "classes = []\nwhile True: classes.append(type('C', (), {}))",
        "bases = [type('B%d' % i, (), {}) for i in range(3000)]\nwhile True: type('C', tuple(bases), {})",
        "class M(type):\n    def __call__(cls): return cls()\nclass A(metaclass=M): pass\nA()",
        "class A:\n    def __getattr__(self, name): return getattr(self, name + 'x')\nA().x",
        "class A:\n    def __getattribute__(self, name): return self.x\nA().x",
        "class A: pass\nA.__getattr__ = lambda self, n: getattr(A(), n)\nA().x",
        "class D:\n    def __get__(self, o, c): return o.d\nclass A:\n    d = D()\nA().d",
        "class L(list):\n    def __iter__(self): return iter(self)\nlist(L())",
        "class A:\n    def __init_subclass__(cls): type('B', (A,), {})\nclass C(A): pass",
    ],
)
def test_hostile_classes_end_in_an_error_or_a_limit(vm: VM, program: str) -> None:
    vm.reset()
    result = vm.run(program, limits=Limits(steps=3_000_000, memory="32MiB", wall_time=20))
    assert result.status in (Status.ERROR, Status.STEPS, Status.MEMORY), result
    assert here(vm, "print(1)").output == "1\n"
