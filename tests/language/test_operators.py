"""Operators: which methods are asked, in which order, and the words when none answers."""

from __future__ import annotations

from language_helpers import check, cpython_311

from pkhost import VM

OPERATORS = ["+", "-", "*", "/", "//", "%", "**", "<<", ">>", "&", "|", "^", "@"]
COMPARISONS = ["<", "<=", "==", "!=", ">", ">="]
LOGGED = """
names = ['add', 'sub', 'mul', 'truediv', 'floordiv', 'mod', 'pow', 'lshift', 'rshift', 'and',
         'or', 'xor', 'matmul']
def method(name, answer):
    def f(self, other):
        print(type(self).__name__ + name, end=' ')
        return answer
    return f
def make(name, bases, own, answer):
    return type(name, bases, {n: method(n, answer) for n in own})
every = ['__%s__' % n for n in names]
reflected = ['__r%s__' % n for n in names]
in_place = ['__i%s__' % n for n in names]
compared = ['__lt__', '__le__', '__eq__', '__ne__', '__gt__', '__ge__']
A = make('A', (), every + reflected + compared, NotImplemented)
B = make('B', (), every + reflected + compared, 'B')
C = make('C', (A,), reflected + compared, 'C')
D = make('D', (A,), [], 'D')
E = make('E', (), in_place, 'E')
F = make('F', (B,), in_place, NotImplemented)
values = [A(), B(), C(), D(), E(), F(), 1, 'x', [1], None]
def attempt(f):
    try: print(f())
    except TypeError as e: print('TypeError', e)
"""


@cpython_311
def test_which_methods_are_asked(vm: VM) -> None:
    program = LOGGED + "for a in values[:6]:\n    for b in values:\n"
    for operator in OPERATORS + COMPARISONS:
        program += (
            f"        attempt(lambda: a {operator} b)\n        attempt(lambda: b {operator} a)\n"
        )
    # Only the default repr would differ.
    check(vm, program.replace("print(f())", "print(type(f()).__name__)"))


@cpython_311
def test_in_place(vm: VM) -> None:
    program = LOGGED + "for a in values[:6]:\n    for b in values:\n"
    for operator in OPERATORS:
        program += f"""        def f():
            x = a
            x {operator}= b
            return type(x).__name__
        attempt(f)
"""
    check(vm, program)


@cpython_311
def test_words(vm: VM) -> None:
    program = """
values = [1, 1.5, True, 'a', [1], (1,), {1: 2}, None, b'b', print, len, range(3)]
def attempt(f):
    try: f()
    except (TypeError, ZeroDivisionError, ValueError) as e: print(type(e).__name__, e)
for a in values:
    for b in values:
"""
    for operator in [*OPERATORS, "<", ">="]:
        if operator != "%":  # of text, it formats
            program += f"        attempt(lambda: a {operator} b)\n"
    program += """
for a in values:
    attempt(lambda: -a if type(a) not in (int, float, bool) else 0)
    attempt(lambda: ~a)
    attempt(lambda: +a)
    attempt(lambda: len(a))
"""
    check(vm, program)


def test_lists_in_place(vm: VM) -> None:
    check(
        vm,
        """
a = b = [1]
a += [2]; a += (3,); a += 'x'; a += (i for i in [4]); a += a
print(a, b is a)
a *= 2
print(b)
a *= 0
print(b)
for wrong in (5, None):
    try: a += wrong
    except TypeError as e: print(e)
t = ([],)
try: t[0] += [1]
except TypeError as e: print(e, t)
class N:
    v = [0]
n = N()
n.v += [1]
print(N.v, n.__dict__)
d = {'k': [1]}
d['k'] += [2]; d['k'] *= 2
print(d)
def grows():
    for i in range(3):
        yield len(a)
        a.append('from inside')
a += grows()
print(a)
""",
    )


@cpython_311
def test_equality_is_identity_unless_said(vm: VM) -> None:
    check(
        vm,
        """
class P: pass
p, q = P(), P()
print(p == p, p == q, p != p, p != q, p == 1, 1 == p, p in [q, p], [p] == [p], [p] == [q])
class Eq:
    def __eq__(self, other): return isinstance(other, Eq)
print(Eq() == Eq(), Eq() != Eq(), Eq() == 1, Eq() != 1, 1 == Eq(), 1 != Eq())
class Ne:
    def __ne__(self, other): return 'ne'
n = Ne()
print(n != 1, n == n, n == 1)
class Lt:
    def __init__(self, v): self.v = v
    def __lt__(self, other): return self.v < other.v
print(Lt(1) < Lt(2), Lt(1) > Lt(2), sorted([Lt(3), Lt(1)], key=lambda x: x.v)[0].v,
      max(Lt(1), Lt(5)).v)
try: Lt(1) <= Lt(2)
except TypeError as e: print(e)
class Truth:
    def __eq__(self, other): return []
print(Truth() == 1, Truth() != 1)
""",
    )


def test_a_dict_compares_with_instances_of_derived_classes(vm: VM) -> None:
    check(
        vm,
        """
        from collections import Counter, OrderedDict
        class Silent(dict):
            def __eq__(self, other): return NotImplemented
            __hash__ = None
        class Plain(dict): pass
        a = {'x': 1}
        for b in (Counter('x'), OrderedDict(x=1), Silent(x=1), Plain(x=1), Plain(x=2), Plain()):
            print(a == b, b == a, a != b, b != a, dict.__eq__(a, b), dict.__ne__(b, a))
        print(a == [('x', 1)], dict.__eq__(a, 1))
        """,
    )
