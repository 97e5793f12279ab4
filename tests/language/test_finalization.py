"""__del__, and the closing of generators: when nobody can reach an object any more."""

from __future__ import annotations

from language_helpers import LIMITS, check, here

from pkhost import VM, Status

NAMED = """
class Named:
    def __init__(self, name):
        self.name = name
    def __del__(self):
        print('gone:', self.name)
"""


def test_objects_go_with_their_last_name(vm: VM) -> None:
    check(
        vm,
        NAMED
        + """
a = Named(1)
a = Named(2)
print('replaced')
del a
x = y = Named(3)
del x
print('one name is left')
y = None
def f():
    local = Named(4)
    print('in the function')
f()
items = [Named(5), Named(6)]
items.pop()
items.clear()
table = {'k': Named(7)}
table['k'] = 0
Named(8)
for i in range(3):
    Named(i)
class Derived(Named): pass
d = Derived('derived')
d.attribute = Named('of an attribute')
d.attribute = None
del d
def g():
    t = Named('after an exception')
    try:
        raise KeyError
    except KeyError:
        print('caught')
g()
print('the end')
""",
    )


def test_circles_go_when_garbage_is_collected(vm: VM) -> None:
    check(
        vm,
        NAMED
        + """
import gc
a, b = Named('a'), Named('b')
a.other, b.other = b, a
del a, b; gc.collect()
print('collected')
""",
    )


def test_one_that_saves_itself_is_not_called_again(vm: VM) -> None:
    check(
        vm,
        """
import gc
class Saved:
    def __del__(self):
        global kept
        kept = self
        print('kept')
s = Saved()
del s
print(type(kept).__name__)
kept = None
gc.collect()
print('gone for good')
""",
    )


def test_what_one_raises_is_nobodys(vm: VM) -> None:
    ran = here(
        vm,
        """
        class Raises:
            def __del__(self): raise ValueError
        r = Raises()
        del r
        print('goes on')
        """,
    )
    assert ran.output == "goes on\n"
    assert ran.error == ""


def test_many_of_them_cost_steps_but_not_all_the_time() -> None:
    with VM(limits=LIMITS, dialect="python") as vm:
        ran = vm.run("""
class Counted:
    gone = 0
    def __del__(self): Counted.gone += 1
keep = Counted()
for i in range(100_000):
    x = Counted()
print(Counted.gone > 1000)
""")
        assert (ran.status, ran.stdout) == (Status.OK, "True\n")


def test_one_that_does_not_end_meets_the_limit() -> None:
    with VM(limits=LIMITS, dialect="python") as vm:
        ran = vm.run(
            """
class Endless:
    def __del__(self):
        while True:
            try:
                while True: pass
            except BaseException:
                pass
e = Endless()
del e
print('not reached')
""",
            limits=LIMITS.replace(steps=200_000),
        )
        assert ran.status is Status.STEPS
        assert vm.run("print(6 * 7)").stdout == "42\n"


CLOSING = """
def g(name, n=3):
    try:
        for i in range(n):
            yield i
    finally:
        print('closed', name)
"""


def test_generators_that_nobody_has_are_closed(vm: VM) -> None:
    check(
        vm,
        CLOSING
        + """
for x in g('of a loop'):
    break
print('after the loop')
it = g('deleted'); next(it)
del it
print('after del')
it = g('replaced'); next(it)
it = None
print('after another value')
print(next(g('of an expression')))
def first(it):
    for x in it:
        return x
print(first(g('of a loop that returns')))
def local():
    it = g('of a function')
    next(it)
    return 5
print(local())
import itertools
print(list(itertools.islice(g('of an iterator'), 2)))
print(any(v == 1 for v in g('of a generator expression')))
table = {'x': g('of a table')}
next(table['x'])
table.pop('x')
print('popped')
for i in g('outer'):
    for j in g('inner'):
        if j == 1: break
    print('inner left')
    if i == 1: break
print('the end')
""",
    )


def test_what_closing_does_to_a_generator(vm: VM) -> None:
    check(
        vm,
        CLOSING
        + """
class R:
    def __enter__(self): print('enter'); return self
    def __exit__(self, *a): print('exit', a[0])
def within():
    with R():
        yield 1
        yield 2
for x in within():
    break
print('after with')
def outer():
    try:
        yield from g('inner')
    finally:
        print('outer done')
for i in outer():
    break
print('after yield from')
def seen():
    try:
        yield 1
    except GeneratorExit:
        print('GeneratorExit')
        raise
x = seen(); next(x); x = 5
async def c():
    try:
        await W()
    finally:
        print('coroutine closed')
class W:
    def __await__(self): yield 1
co = c(); co.send(None); co = None
print('the end')
""",
    )


def test_a_generator_in_use_is_not_closed(vm: VM) -> None:
    check(
        vm,
        CLOSING
        + """
import contextlib, gc
@contextlib.contextmanager
def managed():
    try:
        yield 1
    finally:
        print('left')
kept = [g('kept')]
next(kept[0])
with managed():
    for x in g('of a whole loop'):
        it = None
        gc.collect()
        print(x)
    print('within')
print(next(kept[0]), next(kept[0]), next(kept[0], 'over'))
""",
    )


def test_a_generator_that_goes_on_when_closed_is_closed_once(vm: VM) -> None:
    ran = here(
        vm,
        """
        def stubborn():
            while True:
                try:
                    yield 1
                except GeneratorExit:
                    print('not yet')
        it = stubborn(); next(it)
        it = None
        import gc
        gc.collect(); gc.collect()
        print('goes on')
        """,
    )
    assert ran.output == "not yet\ngoes on\n"


def test_many_closed_generators_cost_steps_but_not_all_the_time() -> None:
    with VM(limits=LIMITS, dialect="python") as vm:
        ran = vm.run("""
closed = 0
def g():
    global closed
    try:
        yield 1
    finally:
        closed += 1
for i in range(50_000):
    for x in g():
        break
import gc
gc.collect()
print(closed)
""")
        assert (ran.status, ran.stdout) == (Status.OK, "50000\n")
