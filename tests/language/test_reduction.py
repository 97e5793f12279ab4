"""How objects are made again, for copies."""

from language_helpers import check

from pkhost import VM


def test_copies(vm: VM) -> None:
    check(
        vm,
        """
import copy
class P:
    def __init__(self): self.a = [1]
class S:
    __slots__ = ('x', 'y')
class L(list): pass
class I(int): pass
p = P()
print(copy.copy(p).a is p.a, copy.deepcopy(p).a is p.a, p.__reduce_ex__(4)[1:3], p.__getstate__())
s = S()
s.x = [2]
print(copy.deepcopy(s).x, hasattr(copy.deepcopy(s), 'y'))
l = L([1, [2]])
l.z = 3
m = copy.deepcopy(l)
print(m, m.z, type(m).__name__, m[1] is l[1])
i = I(5)
i.k = 2
print(copy.copy(i), copy.copy(i).k, object().__reduce_ex__(2)[1:])
print(copy.deepcopy({1, 2}), copy.deepcopy(bytearray(b'x')), copy.deepcopy(ValueError(1, 2)).args)
try:
    copy.copy(x for x in ())
except TypeError as error:
    print(error)
""",
    )


def test_bytearrays_of_a_derived_class(vm: VM) -> None:
    check(
        vm,
        """
class B(bytearray):
    def __init__(self, n=0, *args):
        bytearray.__init__(self, *args)
        self.n = n
x = B(5, b'hello')
print(x, x.n, x == b'hello', type(x + b'!').__name__, x[1:3], len(x), x.upper(), b'ell' in x)
x.extend(b' world')
x[0:1] = b'J'
del x[-1]
print(x, x.find(b'w'), memoryview(x)[0], B())
for i in range(2000):
    y = [B(1, b'z' * 50)]
print(x, y)
""",
    )


def test_abstract_classes(vm: VM) -> None:
    check(
        vm,
        """
from abc import ABC, ABCMeta, abstractmethod
class A(ABC):
    @abstractmethod
    def f(self): ...
class B(A): pass
class C(B):
    def f(self): return 1
print(sorted(B.__abstractmethods__), C().f())
@A.register
class Z: pass
print(isinstance(Z(), A), issubclass(Z, B), isinstance(3, A))
A.register(int)
print(isinstance(3, A), isinstance(True, A))
class H(metaclass=ABCMeta):
    @classmethod
    def __subclasshook__(cls, other): return other.__name__ == 'Z' or NotImplemented
print(isinstance(Z(), H), isinstance(1, H))
for wrong in (lambda: A.register(3), lambda: A(), lambda: Z.register if False else B.register(A)):
    try:
        wrong()
    except (TypeError, RuntimeError) as error:
        print(error)
""",
    )
