"""Generators: send, throw, close, yield from, and their ends."""

from __future__ import annotations

from language_helpers import check, cpython_311, here

from pkhost import VM


@cpython_311
def test_send_throw_close(vm: VM) -> None:
    check(
        vm,
        """
def echo():
    got = None
    while True:
        try:
            got = yield got
        except ValueError as e:
            got = 'caught ' + str(e)
        except GeneratorExit:
            print('closing')
            raise
g = echo()
print(next(g), g.send(1), g.send('x'), g.throw(ValueError('v')), g.throw(ValueError, 'w'))
print(g.gi_running, g.gi_frame is None)
g.close(); g.close()
print(g.gi_frame is None, list(g))
try: g.send(1)
except StopIteration as e: print('stop', e.value)
g = echo()
try: g.send(1)
except TypeError as e: print(e)
try: g.throw(KeyError('k'))
except KeyError as e: print(e)
print(list(g))
def result():
    yield 1
    return [2]
g = result(); next(g)
try: next(g)
except StopIteration as e: print(e.value, e.args)
try: next(g)
except StopIteration as e: print(e.value, e.args)
def ignores():
    try: yield 1
    except GeneratorExit: yield 2
g = ignores(); next(g)
try: g.close()
except RuntimeError as e: print(e)
def returns():
    try: yield 1
    except GeneratorExit: return 5
g = returns(); next(g); print(g.close())
g = echo()
for wrong in (5, 'x', int, None):
    try: g.throw(wrong)
    except TypeError as e: print(e)
""",
    )


@cpython_311
def test_yield_from(vm: VM) -> None:
    check(
        vm,
        """
def inner():
    try:
        x = yield 1
        print('x', x)
        y = yield 2
        print('y', y)
    except ValueError as e:
        print('inner', e)
        yield 3
    finally:
        print('end of inner')
    return 'result'
def outer():
    r = yield from inner()
    print('r', r)
    return (yield from [r, r])
g = outer()
print(next(g), g.send('a'), g.throw(ValueError('v')), g.gi_yieldfrom is not None)
print(list(g))
g = outer(); next(g); g.close()
g = outer(); next(g)
try: g.throw(KeyError('k'))
except KeyError as e: print('out', e)
class It:
    def __init__(self): self.n = 0
    def __iter__(self): return self
    def __next__(self):
        self.n += 1
        if self.n > 3: raise StopIteration('it')
        return self.n
    def throw(self, *a): print('thrown', a); return 9
    def close(self): print('closed')
def over():
    return (yield from It())
g = over()
print(next(g), g.throw(ValueError('q')))
try: g.send(1)
except AttributeError as e: print(e)
g = over(); next(g); g.close()
g = over()
try:
    while True: next(g)
except StopIteration as e: print(e.value)
def not_iterable(): yield from 5
try: next(not_iterable())
except TypeError as e: print(e)
def tree(n):
    if n:
        yield from tree(n - 1)
        yield n
        yield from tree(n - 1)
print(list(tree(4)))
""",
    )


@cpython_311
def test_a_stop_iteration_inside_is_an_error(vm: VM) -> None:
    check(
        vm,
        """
def g():
    yield 1
    raise StopIteration(5)
try:
    print(list(g()))
except RuntimeError as e:
    print(e, repr(e.__cause__), e.__suppress_context__)
def h():
    yield next(iter([]))
try: list(h())
except RuntimeError as e: print(e)
class Derived(StopIteration): pass
class It:
    def __iter__(self): return self
    def __next__(self): raise Derived
print(list(It()), [x for x in It()])
""",
    )


@cpython_311
def test_reentered(vm: VM) -> None:
    check(
        vm,
        """
def g():
    try:
        next(it)
    except ValueError as e:
        yield str(e)
    try:
        it.close()
    except ValueError as e:
        yield str(e)
it = g()
print(list(it))
def one():
    yield from two
    yield 5
def two_():
    try: one_.throw(KeyError('x'))
    except ValueError as e: yield str(e)
two = two_()
one_ = one()
print(list(one_))
""",
    )


def test_handled_exceptions_stay_with_their_generator(vm: VM) -> None:
    check(
        vm,
        """
import gc
def g():
    try:
        raise KeyError('in g')
    except KeyError as e:
        yield 1
        gc.collect()
        yield repr(e)
        try:
            raise
        except KeyError as again:
            yield again is e
        raise ValueError('from g')
it = g()
print(next(it))
junk = [str(i) for i in range(3000)]
try:
    raise TypeError('outside')
except TypeError:
    print(next(it), next(it))
    try: next(it)
    except ValueError as e: print(repr(e), repr(e.__context__))
""",
    )


def test_finally_runs_at_every_way_out(vm: VM) -> None:
    check(
        vm,
        """
def g(n):
    for i in range(n):
        try:
            if i == 1: continue
            if i == 3: break
            yield i
        finally:
            print('finally', i)
    else:
        print('else')
    with Manager() as m:
        yield m
class Manager:
    def __enter__(self): print('enter'); return 'm'
    def __exit__(self, *a): print('exit', a[0]); return True
print(list(g(5)), list(g(2)))
it = g(0); next(it)
it.throw(ValueError) if False else None
try: it.throw(ValueError)
except StopIteration: print('swallowed')
""",
    )


def test_depth_is_bounded(vm: VM) -> None:
    program = """
    def g(n):
        yield n
        yield from g(n + 1)
    try:
        for x in g(0): pass
    except RecursionError:
        print('ended', x > 100)
    it = iter([])
    for i in range(20000):
        it = (x for x in it)
    try:
        list(it)
    except RecursionError:
        print('ended')
    """
    assert here(vm, program).output == "ended True\nended\n"


def test_many_values_are_kept(vm: VM) -> None:
    check(
        vm,
        """
import gc
def g(a, *rest, k=5, **more):
    b = [a] * 3
    for i in range(3):
        c = {'i': i}
        junk = [str(j) for j in range(500)]
        gc.collect()
        yield [a, rest, k, more, b, c, (yield (i, 'first'))]
its = [g('a%d' % i, i, i + 1, k=str(i), z=[i]) for i in range(5)]
for _ in range(3):
    print([next(it) for it in its])
    print([it.send('sent') for it in its])
""",
    )


def test_generator_expressions(vm: VM) -> None:
    check(
        vm,
        """
n = 3
print(sum(x * n for x in range(5)), list((x, y) for x in range(3) if x for y in 'ab' if y != 'a'))
g = (print(x) or x for x in [1, 2, 3])
print(next(g), type(g).__name__, g.__name__)
def f(k): return (x + k for x in range(3))
print(list(f(10)), set(f(1)), tuple(f(2)), max(f(3)), ''.join(str(x) for x in f(4)))
print(any(x > 1 for x in [1, 2, print]), [*(i for i in 'xy')])
""",
    )
