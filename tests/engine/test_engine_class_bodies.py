"""Class bodies whose expressions run other code: the class stays the one that is being made."""

from __future__ import annotations

import pytest

from engine_helpers import shared
from pkhost import VM, Limits, Status

LIMITS = Limits(memory="16MB")

# What the class attribute `a` is made by, the definitions before it, and what it should be.
BODIES = {
    "an exception is caught below": (
        "def f():\n    try:\n        [][3]\n    except IndexError:\n        return 1\n",
        "f()",
        1,
    ),
    "an exception is caught two calls below": (
        "def g():\n    raise ValueError('x')\n"
        "def f():\n    try:\n        g()\n    except ValueError:\n        return 1\n",
        "f()",
        1,
    ),
    "an exception is caught in native code": (
        "class It:\n    n = 0\n    def __iter__(self): return self\n"
        "    def __next__(self):\n        self.n += 1\n"
        "        if self.n > 3: raise StopIteration()\n        return self.n\n",
        "[i for i in It()]",
        [1, 2, 3],
    ),
    "an iterator is used up by a native function": (
        "class It:\n    def __iter__(self): return self\n"
        "    def __next__(self): raise StopIteration()\n",
        "list(It())",
        [],
    ),
    "a generator runs": (
        "def f():\n    for i in range(3):\n        yield i\n",
        "list(f()) + [x for x in f()]",
        [0, 1, 2, 0, 1, 2],
    ),
    "a generator is left in the middle": (
        "def f():\n    yield 1\n    yield 2\n",
        "next(f())",
        1,
    ),
    "a generator fails": (
        "def g():\n    yield 1\n    raise ValueError()\n"
        "def f():\n    try:\n        return list(g())\n    except ValueError:\n        return 7\n",
        "f()",
        7,
    ),
    "a module is imported": (
        "def f():\n    import bisect, heapq, collections, dataclasses\n    return 1\n",
        "f()",
        1,
    ),
    "another class is made": (
        "def f():\n    exec('class C:\\n    x = 1\\n    def m(self): return 2')\n    return 3\n",
        "f()",
        3,
    ),
    "another class fails": (
        "def f():\n    try:\n        exec('class C:\\n    x = 1 // 0')\n"
        "    except ZeroDivisionError:\n        return 4\n",
        "f()",
        4,
    ),
    "a class within a class within a class": (
        "def g():\n    exec('class D:\\n    x = 1\\n    y = 2')\n    return 1\n"
        "def f():\n    exec('class C:\\n    x = g()\\n    y = 2', {'g': g})\n    return 6\n",
        "f()",
        6,
    ),
    "functions are made": (
        "def f():\n    def inner(x): return x + 1\n    return inner(1)\n",
        "f()",
        2,
    ),
}


@pytest.mark.parametrize("name", BODIES)
def test_a_class_body_that_runs_other_code(name: str) -> None:
    before, expression, value = BODIES[name]
    source = (
        f"{before}"
        f"class Base:\n    def m(self): return 10\n"
        f"class A(Base):\n    first = 1\n    a = {expression}\n    b = {expression}\n"
        f"    c: int = {expression}\n"
        f"    def m(self): return super().m() + 1\n"
        f"    @property\n    def p(self): return self.a\n"
        f"    @staticmethod\n    def s(): return 5\n"
        f"[A.first, A.a, A.b, A.c, A().m(), A().p, A.s()]"
    )
    result = shared(LIMITS).run(source)
    assert result.status is Status.OK, str(result)
    assert result.value == [1, value, value, value, 11, value, 5]


def test_decorators_in_a_class_body_run_other_code() -> None:
    source = (
        "def twice(f):\n    try:\n        [].x\n    except AttributeError:\n        pass\n"
        "    return lambda self: f(self) * 2\n"
        "class A:\n    @twice\n    def m(self): return 4\n    n = 3\n"
        "[A().m(), A.n]"
    )
    assert shared(LIMITS).run(source).value == [8, 3]


def test_a_class_body_that_fails_leaves_nothing_behind() -> None:
    source = (
        "def f(): return 1 // 0\n"
        "try:\n    class A:\n        x = 1\n        y = f()\n"
        "except ZeroDivisionError:\n    z = 3\n"
        "class B:\n    x = z\n"
        "B.x"
    )
    assert shared(LIMITS).run(source).value == 3


def test_a_module_whose_class_bodies_import_modules() -> None:
    modules = {
        "outer": "def f():\n    import inner\n    return inner.C.x\n"
        "class A:\n    x = f()\n    y = 2\n",
        "inner": "class C:\n    x = len([i for i in range(3)])\n    y = 1\n",
    }
    with VM(limits=LIMITS, modules=modules) as vm:
        result = vm.run("import outer\n[outer.A.x, outer.A.y]")
    assert result.value == [3, 2], str(result)


def test_a_class_body_pauses_in_a_function() -> None:
    source = (
        "def f():\n    x = 0\n    for i in range(20): x += i\n    return x\n"
        "class A:\n    a = f()\n    b = f()\n"
        "[A.a, A.b]"
    )
    run = shared(LIMITS).start(source, paused=True)
    while run.step(7):
        pass
    assert run.result().value == [190, 190]


def test_a_class_body_catches_an_exception_itself() -> None:
    source = (
        "def fail(): raise ValueError('x')\n"
        "def again(f): return f\n"
        "def keep(c): return c\n"
        "class Base:\n    def m(self): return 10\n"
        "for turn in [1, 2]:\n"
        "    @keep\n"
        "    class A(Base):\n"
        "        try:\n            fail()\n"
        "        except ValueError:\n            a = 1\n"
        "        for i in [1, 2, 3]:\n"
        "            try:\n                [][i]\n"
        "            except IndexError:\n                b = i\n"
        "        try:\n"
        "            try:\n                {}['k']\n"
        "            except (ValueError, TypeError):\n                c = 0\n"
        "        except KeyError as e:\n            c = str(type(e))\n"
        "        try:\n"
        "            try:\n                1 // 0\n"
        "            except ZeroDivisionError:\n                raise\n"
        "        except ZeroDivisionError:\n"
        "            @again\n            def m(self): return super().m() + 1\n"
        "        d: int = a + b\n"
        "[A.a, A.b, A.c, A.d, A().m(), turn]"
    )
    result = shared(LIMITS).run(source)
    assert result.status is Status.OK, str(result)
    assert result.value == [1, 3, "<class 'KeyError'>", 4, 11, 2]


def test_what_follows_a_class_body_that_caught_an_exception_is_no_part_of_it() -> None:
    source = (
        "class A:\n"
        "    try:\n        [].x\n"
        "    except AttributeError:\n        pass\n"
        "try:\n    [].x\nexcept AttributeError:\n    pass\n"
        "y = 3\n"
        "def f(): return y\n"
        "kinds = [A]\n"
        "for kind in kinds:\n"
        "    try:\n        [].x\n"
        "    except AttributeError:\n        z = f()\n"
        "[hasattr(A, 'y'), hasattr(A, 'f'), hasattr(A, 'z'), z]"
    )
    result = shared(LIMITS).run(source)
    assert result.value == [False, False, False, 3], str(result)
