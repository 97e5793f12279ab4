"""list[T] and T | None: their parameters, and what a subscript puts in their place."""

from language_helpers import check, cpython_311

from pkhost import VM


def test_parameters_and_substitution(vm: VM) -> None:
    check(
        vm,
        """
import collections.abc as c, copy, types
from collections import Counter, OrderedDict
from typing import Generic, TypeVar
T, K = TypeVar('T'), TypeVar('K')
class N(Generic[T]): pass
print(list[T].__parameters__, dict[K, list[T]].__parameters__, list[int].__parameters__)
print(list[T][int], dict[K, list[T]][str, int], list[N[T]][int], (list[T] | None)[int])
print(c.Callable[[int, str], float], c.Callable[[T], K][int, str], c.Callable[..., T][int])
print(tuple[T, ...][int], OrderedDict[str, int], Counter[str], type(c.Callable[[], int]).__name__)
print(copy.copy(list[int]), copy.deepcopy(dict[str, T]), isinstance(list[T], types.GenericAlias))
""",
    )


@cpython_311
def test_wrong_subscripts(vm: VM) -> None:
    check(
        vm,
        """
from typing import TypeVar
T, K = TypeVar('T'), TypeVar('K')
class I(int): pass
for f in (lambda: list[int][str], lambda: dict[K, T][int], lambda: list[T][int, str], lambda: I[0]):
    try:
        print(f())
    except TypeError as error:
        print(error)
""",
    )


def test_calls_and_derived_classes(vm: VM) -> None:
    check(
        vm,
        """
class M(list): pass
made = M[int]([1, 2])
print(M[int].__origin__ is M, made, made.__orig_class__ == M[int], dict[str, int](a=3))
print(type(list[int]()), list[int]([1]))
""",
    )
