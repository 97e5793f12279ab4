"""__del__: called when nobody can reach an object any more."""

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
