"""Numbers that PocketPy cuts to the bits that it has room for (indexes.c, bytecode.c)."""

from __future__ import annotations

import time

import pytest

from pkhost import VM, Limits, Status, run_script

LIMITS = Limits(memory="256MiB", steps=50_000_000, wall_time=60)

# What each would be if its number were cut stands behind it.
TOO_LARGE = [
    ("vec2i(2**32, 1)", "ValueError"),  # vec2i(0, 1)
    ("vec3i(1, 2**31, 1)", "ValueError"),
    ("vec4i(1, 2, 3, -2**31 - 1)", "ValueError"),
    ("vec2i(1, 2) * 2**32", "ValueError"),  # vec2i(0, 0)
    ("color32(256, 0, 0, 0)", "ValueError"),  # black
    ("color32(0, -1, 0, 0)", "ValueError"),
    ("array2d(2, 2, default=0)[2**32, 0]", "IndexError"),  # the first cell
    ("array2d(2, 2, default=0)[0, -2**32]", "IndexError"),
    ("array2d(2, 2, default=0).__setitem__((2**32, 0), 1)", "IndexError"),
]


@pytest.mark.parametrize(("code", "error"), TOO_LARGE)
def test_a_number_that_is_too_large(code: str, error: str) -> None:
    result = run_script(f"from vmath import *\nfrom array2d import array2d\n{code}", limits=LIMITS)
    assert result.error is not None and result.error.type == error


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("list(vec2i(2**31 - 1, -2**31))", [2**31 - 1, -(2**31)]),
        ("(vec2i(1, 2) * -3).y", -6),
        ("color32(255, 0, 0, 0).r", 255),
        ("array2d(2, 2, default=5)[1, 1]", 5),
        ("array2d(2, 2, default=5).get(2**32, 0)", None),
        ("array2d(2, 2, default=5).get(-1, 2**32, 'no')", "no"),
    ],
)
def test_one_that_fits(code: str, value: object) -> None:
    source = f"from vmath import *\nfrom array2d import array2d\n{code}"
    if code.startswith("list("):
        source = source.replace("list(", "(lambda v: [v.x, v.y])(")
    assert run_script(source, limits=LIMITS).check().value == value


# --------------------------------------------------------------------------- the end

EXITS = [
    ("exit()", Status.OK, None, ""),
    ("exit(0)", Status.OK, None, ""),
    ("exit(None)", Status.OK, None, ""),
    ("exit(3)", Status.ERROR, "3", ""),
    ("exit(256)", Status.ERROR, "256", ""),
    ("exit(2**32)", Status.ERROR, "4294967296", ""),
    ("exit(-2**63)", Status.ERROR, "-9223372036854775808", ""),
    ("exit('no way')", Status.ERROR, "1", "no way\n"),
    ("exit(2.5)", Status.ERROR, "1", "2.5\n"),
    ("exit(True)", Status.ERROR, "1", ""),
    ("exit(False)", Status.OK, None, ""),
    ("import sys\nsys.exit()", Status.OK, None, ""),
    ("import sys\nsys.exit(0)", Status.OK, None, ""),
    ("import sys\nsys.exit(2**32)", Status.ERROR, "4294967296", ""),
    ("import sys\ntry: sys.exit(3)\nexcept SystemExit: print('caught')", Status.OK, None, ""),
]


@pytest.mark.parametrize(("source", "status", "message", "stderr"), EXITS)
def test_exit(source: str, status: Status, message: str | None, stderr: str) -> None:
    result = run_script(source)
    assert (result.status, result.stderr) == (status, stderr)
    assert (result.error.message if result.error else None) == message


def test_exit_takes_one_argument() -> None:
    for source in ("exit(1, 2)", "import sys\nsys.exit(1, 2)"):
        error = run_script(source).error
        assert error is not None and error.type == "TypeError"


@pytest.mark.parametrize(
    ("seconds", "error"),
    [("1e300", "OverflowError"), ("float('inf')", "OverflowError"), ("-1", "ValueError"),
     ("float('nan')", "ValueError"), ("'1'", "TypeError")],
)  # fmt: skip
def test_no_time_to_sleep(seconds: str, error: str) -> None:
    result = run_script(f"import time\ntime.sleep({seconds})")
    assert result.error is not None and result.error.type == error


def test_a_long_sleep_is_one() -> None:
    limits = Limits(wall_time=0.2, steps=None)
    began = time.monotonic()
    assert run_script("import time\ntime.sleep(9e9)", limits=limits).status is Status.WALL_TIME
    assert time.monotonic() - began >= 0.2


# ----------------------------------------------------------------------- compiled code


def refused(source: str) -> str:
    """What the SyntaxError says; it comes from compile() too, and can be caught."""
    with VM(limits=LIMITS) as vm:
        vm.set("source", source)
        told = vm.run(
            "try:\n    compile(source, 'x', 'exec')\n    told = ''\n"
            "except SyntaxError as e:\n    told = str(e)\ntold",
        ).check()
        assert vm.eval("1 + 1") == 2
        return str(told.value)


PARTS = "a call has at most 255 arguments, and a display or f-string 65,535 parts"


@pytest.mark.parametrize(
    ("make", "most"),
    [
        (lambda n: f"x = [{'1,' * n}]", 65_535),
        (lambda n: f"x = ({'1,' * n})", 65_535),
        (lambda n: f"x = {{{'1,' * n}}}", 65_535),
        (lambda n: f"x = {{{'1:1,' * n}}}", 65_535),
        (lambda n: "def f():\n  return [[0], [" + "1," * n + "]]", 65_535),
        (lambda n: "try:\n  x = [" + "1," * n + "]\nexcept ValueError:\n  pass", 65_535),
        (lambda n: "x = f'" + "{1}" * n + "'", 65_535),
        (lambda n: f"print({'1,' * n})", 255),
        (lambda n: f"''.join({'1,' * n})", 255),
        (lambda n: "print(" + ",".join(f"k{i}=1" for i in range(n)) + ")", 255),
        (lambda n: f"def f(): return print({'1,' * n})", 255),
        (lambda n: f"while True: print({'1,' * n})", 255),
        (lambda n: f"class A:\n  x = print({'1,' * n})", 255),
        (lambda n: f"x = lambda: print({'1,' * n})", 255),
        (lambda n: f"x = [print({'1,' * n}) for i in []]", 255),
    ],
)  # fmt: skip
def test_counts_that_a_bytecode_cannot_hold(make, most: int) -> None:  # type: ignore[no-untyped-def]
    assert refused(make(most)) == ""
    assert refused(make(most + 1)) == PARTS
    assert refused(make(2 * most + 40)) == PARTS


def test_long_sources_with_many_commas_are_fine() -> None:
    source = (
        "def f(*args, **kw):\n"
        "    for a, b in [(1, 2)] * 3:\n"
        "        if a: continue\n"
        "        try:\n"
        "            with a as c:\n"
        "                return [x for x in (1, 2, 3) if x]\n"
        "        except (ValueError, TypeError) as e:\n"
        "            del kw['a'], args[0]\n"
        "            raise\n"
        "    x[1], y.z = a, b = (1, 2)\n"
        "    yield 1\n"
        "    yield from f(*args, **kw)\n"
        "    assert a < b < 3, 'no'\n"
        "    match a:\n"
        "        case 1: return 2\n"
        "        case _: return\n"
        "    while a and (b or not x): break\n"
        "    return {1: 2}, {1, 2}, a[1:2], (1 if a else 2), {k: 1 for k in a}, {k for k in a}\n"
        "class A(B):\n"
        "    x: int = 1\n"
        "    @property\n"
        "    def y(self): return f'{self.x:>3}{self}'\n"
    )
    assert refused(source * 300) == ""


def test_what_is_shown_of_it() -> None:
    result = run_script("x = 1\ny = [\n" + "1,\n" * 70_000 + "]\n", limits=LIMITS)
    assert result.error is not None
    assert (result.error.type, result.error.message) == ("SyntaxError", PARTS)
