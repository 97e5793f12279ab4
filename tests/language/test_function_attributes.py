"""What a script can take away from a function, and cells by themselves."""

from language_helpers import check, cpython_311

from pkhost import VM


@cpython_311
def test_deleting_attributes(vm: VM) -> None:
    check(
        vm,
        """
def f(a=1, *, b=2) -> int:
    "doc"
for name in ('__doc__', '__module__', '__defaults__', '__kwdefaults__', '__annotations__'):
    delattr(f, name)
    print(name, getattr(f, name))
for name in ('__name__', '__qualname__', '__dict__', '__code__', '__globals__', '__closure__'):
    try:
        delattr(f, name)
    except Exception as error:
        print(name, type(error).__name__, error)
f.x = 1
del f.x
try:
    f.__dict__ = []
except TypeError as error:
    print(error)
print(f.__name__ is f.__name__, f.__dict__)
""",
    )


def test_cells(vm: VM) -> None:
    check(
        vm,
        """
from types import CellType as cell
empty, three = cell(), cell(3)
print(three.cell_contents, three == cell(3), three > empty, three < cell(4), empty == cell())
try:
    empty.cell_contents
except ValueError as error:
    print(error)
for wrong in (lambda: three < 4, lambda: hash(three)):
    try:
        wrong()
    except TypeError as error:
        print(error)
""",
    )


@cpython_311
def test_messages_of_calls_name_the_module(vm: VM) -> None:
    check(
        vm,
        """
def f(x, y): pass
class C:
    def __init__(self, x): pass
class Name(str): pass
h = len
for call in ("f(**{'x': 3}, x=5, y=2)", "f(**{1: 3}, **{1: 5})", "f(**h)", "f(*5)",
             "C(**{'x': 1}, x=2)", "dir(b=1, **{'b': 1})", "f(**{1: 2})"):
    try:
        eval(call)
    except TypeError as error:
        print(error)
f(**{Name('x'): 1, 'y': 2})
""",
    )


@cpython_311
def test_too_many_names_before_a_star(vm: VM) -> None:
    check(
        vm,
        """
names = ', '.join(f'a{i}' for i in range(256))
compile(names.rpartition(',')[0] + ', *rest = x', 'f', 'exec')
try:
    compile(names + ', *rest = x', 'f', 'exec')
except SyntaxError as error:
    print(error)
""",
    )


@cpython_311
def test_another_code(vm: VM) -> None:
    check(
        vm,
        """
def f(): return 1
def g(a=3): return a
def outer():
    y = 1
    def inner(): return y
    return inner
f.__code__ = g.__code__
print(f(5), f.__name__, f.__code__ is g.__code__, f.__code__ is f.__code__)
for wrong in (outer().__code__, 5):
    try:
        g.__code__ = wrong
    except (TypeError, ValueError) as error:
        print(error)
cell = outer().__closure__[0]
del cell.cell_contents
try:
    cell.cell_contents
except ValueError as error:
    print(error)
class A:
    def m(self): pass
A.m.note = 3
f.note = 4
print(A().m.__dict__, 'note' in dir(f))
""",
    )
