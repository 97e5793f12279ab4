# The typing module and annotations, which do nothing.
from typing import Any, Callable, Dict, List, Optional, Tuple, TypeVar, Union
T = TypeVar('T')


def first(xs: List[T], default: Optional[int] = None) -> Union[T, None]:
    return xs[0] if len(xs) > 0 else default


def apply(f: Callable[[int], int], x: int) -> int:
    return f(x)


n: int = 5
names: Dict[str, Tuple[int, Any]] = {'a': (1, 'x')}
print(first([1, 2]), first([]), apply(lambda x: x + 1, n), names)


class Box:
    item: int
    label: str = 'box'


print(Box.__annotations__, Box().label)
