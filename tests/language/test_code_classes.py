"""Class statements, super(), mangled names, operators of classes: as this CPython."""

from __future__ import annotations

from language_helpers import check, cpython_311

from pkhost import VM


@cpython_311
def test_classes(vm: VM) -> None:
    check(
        vm,
        r"""
        class A:
            'doc'
            x = 1
            y = x + 1
            def __init__(self, v): self.v = v; self.__p = 5
            def m(self): return self.__p, self.__q()
            def __q(self): return 'q', __class__.__name__
            @property
            def prop(self): return self.v * 2
            @prop.setter
            def prop(self, n): self.v = n
            @staticmethod
            def s(a): return a
            @classmethod
            def c(cls): return cls.__name__
            class Inner:
                z = 3
                def w(self): return __class__.__qualname__
        a = A(4); print(a.m(), a.prop, A.s(1), A.c(), a.c())
        print(A.Inner.z, A.Inner().w(), A.__doc__, A.m.__qualname__)
        a.prop = 7; print(a.v, a._A__p)
        class B(A):
            def __init__(self, v, w): super().__init__(v); self.w = w
            def m(self): return 'B', super().m()
            @classmethod
            def c(cls): return 'sub', super().c()
        b = B(1, 2); print(b.m(), b.v, b.w, B.c(), isinstance(b, A), B.__mro__ == (B, A, object))
        def make(n):
            class L:
                k = n
                def get(self): return n, self.k
                def set(self, v):
                    nonlocal n
                    n = v
            return L
        L = make(5); l = L(); l.set(6); print(l.get(), L.__qualname__)
        class D:
            def __init__(self): self.f = [lambda: super(D, self).__init__ for _ in range(1)]
            r = [i for i in range(3)]
            t = {i: 1 for i in r}
            def g(self): return [super(D, self).__class__ for _ in range(1)][0].__name__
        d = D(); print(D.r, D.t, d.g())
        x = 'global'
        class E:
            x = x + '!'
            print(x)
            def f(self): return x
        print(E.x, E().f())
        def fn():
            x = 'fn'
            class F:
                print(x)
                x = 'cls'
                print(x)
                def g(self): return x
            return F().g()
        try: print(fn())
        except NameError as e: print(type(e).__name__, e)
        def fn2():
            x = 'fn'
            class F:
                y = x
                def g(self): return x
            return F.y, F().g()
        print(fn2())
        """,
    )


@cpython_311
def test_what_classes_can_do(vm: VM) -> None:
    check(
        vm,
        r"""
        class Meta(type):
            def __new__(m, name, bases, ns, **kw):
                print(name, sorted(k for k in ns if not k.startswith('__')), kw)
                return super().__new__(m, name, bases, ns)
            def __init__(c, name, bases, ns, **kw): super().__init__(name, bases, ns)
        class M(metaclass=Meta, opt=3):
            a = 1
            def b(self): pass
        class Sub:
            def __init_subclass__(cls, **kw): print('init_subclass', cls.__name__, kw)
        class S2(Sub, tag='t'): pass
        @lambda c: setattr(c, 'added', 1) or c
        class Dec: pass
        print(Dec.added)
        class Op:
            def __init__(s, v): s.v = v
            def __add__(s, o): return Op(s.v + (o.v if isinstance(o, Op) else o))
            __radd__ = __add__
            def __iadd__(s, o): s.v += 100; return s
            def __eq__(s, o): return s.v == o.v
            def __lt__(s, o): return s.v < o.v
            def __repr__(s): return f'Op({s.v})'
            def __getitem__(s, i): return i
            def __call__(s, *a): return a
            def __len__(s): return 3
            def __bool__(s): return s.v != 0
            def __contains__(s, i): return i == s.v
            def __hash__(s): return hash(s.v)
            def __iter__(s): return iter([1, 2])
            def __enter__(s): return s
            def __exit__(s, *a): print(len(a)); return True
        o = Op(1)
        print(o + 1, 1 + o, o + o, o[1:2, ...], o(1, 2), len(o), 1 in o, 2 not in o)
        print(list(o), o == Op(1), o != Op(2), sorted([Op(3), Op(1)]))
        o += 1; print(o, bool(Op(0)), 'y' if o else 'n', not o, {o: 1})
        with o as q: raise ValueError
        print(max(Op(1), Op(5)), o < Op(999) < Op(1000))
        class An:
            x: int = 1
            y: 'str'
            def f(self, a: int) -> str: ...
        print(An.__annotations__, An.f.__annotations__)
        class P:
            __slots__ = ('a', 'b')
            def __init__(self): self.a = 1
        p = P(); print(p.a)
        try: p.c = 1
        except AttributeError as e: print(e)
        class Pt:
            __match_args__ = ('x', 'y')
            def __init__(self, x, y): self.x = x; self.y = y
        def where(p):
            match p:
                case Pt(0, 0): return 'origin'
                case Pt(0, y): return f'y={y}'
                case Pt(x=x, y=0): return f'x={x}'
                case Pt(): return 'somewhere'
                case _: return 'no point'
        print(where(Pt(0, 0)), where(Pt(0, 2)), where(Pt(3, 0)), where(Pt(1, 1)), where(5))
        """,
    )
