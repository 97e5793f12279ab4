from typing import Optional, List, Dict, Union, Callable, Any, Tuple
def f(a: int, b: Optional[str] = None, *c: List[int], d: Dict[str, int] = {}, **e: Any) -> Union[int, str]: return a
print(sorted(f.__annotations__))
print(f.__annotations__["a"], f.__annotations__["b"], f.__annotations__["return"])
x: int = 1
y: List[int] = [1]
print(__annotations__)
class C:
    n: int = 0
    m: "C"
print(C.__annotations__)
def g(x: print("evaluated at def")): pass
def h():
    v: print("never evaluated") = 1
    return v
print(h(), list[int], dict[str, list[int]], tuple[int, ...], int | None, list[int] == list[int])
print(Callable[[int], str], Tuple[int, str], Optional[int], Union[int, str, int])
print(isinstance(3, int | str), isinstance([], int | str))
try:
    def bad(x: undefined_name): pass
except NameError as e:
    print(e)
