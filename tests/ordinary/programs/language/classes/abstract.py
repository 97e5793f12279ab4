from abc import ABC, abstractmethod, ABCMeta
class Shape(ABC):
    @abstractmethod
    def area(self): "area"
    @property
    @abstractmethod
    def name(self): ...
    def describe(self): return f"{self.name}: {self.area():.2f}"
class Square(Shape):
    def __init__(self, s): self.s = s
    def area(self): return self.s ** 2
    name = "square"
class Half(Shape):
    def area(self): return 0
print(Square(3).describe())
for c in (Shape, Half):
    try:
        c()
    except TypeError as e:
        print(e)
print(sorted(Shape.__abstractmethods__), Half.__abstractmethods__, isinstance(Square(1), Shape))
class Quack(metaclass=ABCMeta):
    @classmethod
    def __subclasshook__(cls, c):
        return True if hasattr(c, "quack") else NotImplemented
class Duck:
    def quack(self): pass
print(issubclass(Duck, Quack), isinstance(Duck(), Quack), issubclass(int, Quack))
class Virtual(ABC): pass
@Virtual.register
class Reg: pass
print(isinstance(Reg(), Virtual), Virtual in Reg.__mro__)
class WithClass(ABC):
    @classmethod
    @abstractmethod
    def make(cls): ...
    @staticmethod
    @abstractmethod
    def tool(): ...
class Impl(WithClass):
    @classmethod
    def make(cls): return cls()
    @staticmethod
    def tool(): return "tool"
print(type(Impl.make()).__name__, Impl.tool())
