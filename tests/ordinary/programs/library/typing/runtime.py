from typing import *
import typing
T = TypeVar("T"); K = TypeVar("K")
class Stack(Generic[T]):
    def __init__(self) -> None: self.items: List[T] = []
    def push(self, x: T) -> None: self.items.append(x)
    def pop(self) -> T: return self.items.pop()
s = Stack[int](); s.push(1); s.push(2); print(s.pop(), s.items, Stack[int], Stack.__parameters__)
class Pt(NamedTuple):
    x: int
    y: int = 5
    def total(self): return self.x + self.y
print(Pt(1), Pt(1, 2).total(), Pt._fields, Pt(3)._asdict(), isinstance(Pt(1), tuple))
class Movie(TypedDict, total=False):
    name: str
    year: int
m: Movie = {"name": "x"}; print(m, Movie(name="y", year=1), Movie.__annotations__)
print(List[int], Dict[str, List[int]], Optional[int], Union[int, str], Union[int, int], Tuple[int, ...], Callable[[int], str], Any, Literal["a", 1], Set[str], Type[int], Iterable[int], ClassVar[int], Final, get_type_hints(Pt), get_origin(List[int]), get_args(Dict[str, int]), cast(int, "x"), NoReturn)
UserId = NewType("UserId", int); print(UserId(5), UserId.__name__, TYPE_CHECKING)
@overload
def f(x: int) -> int: ...
@overload
def f(x: str) -> str: ...
def f(x): return x * 2
print(f(2), f("a"))
@runtime_checkable
class Sized(Protocol):
    def size(self) -> int: ...
class Box:
    def size(self): return 3
print(isinstance(Box(), Sized), isinstance(5, Sized))
class Animal(Protocol):
    name: str
class Dog:
    name = "d"
def greet(a: Animal) -> str: return a.name
print(greet(Dog()), get_type_hints(greet)["return"], final(Dog) is Dog, Annotated[int, "meta"])
def g(a: int, b: "str" = "x", *, c: Optional[int] = None) -> Dict[str, int]: ...
print(get_type_hints(g))
Vector = list[float]; print(Vector, list[int] | None, dict[str, int].__args__, Optional[list[int]])
try:
    List[int]()[0]
except Exception as e:
    print(type(e).__name__)
try:
    isinstance(1, List[int])
except TypeError as e:
    print(e)
P2 = ParamSpec("P2"); print(P2, T, typing.get_origin(Union[int, str]), Self, LiteralString, assert_type(1, int))
try:
    assert_never(1)
except AssertionError as e:
    print(e)
def deco(fn: Callable[..., T]) -> Callable[..., T]: return fn
@deco
def h() -> int: return 1
print(h(), TypeVar("B", bound=int).__bound__, Generic, Sequence[int], Mapping[str, int], Iterator[int], Generator[int, None, None], Awaitable[int], Deque[int], DefaultDict[str, int], Counter[str], FrozenSet[int], Text, Hashable, AnyStr)
