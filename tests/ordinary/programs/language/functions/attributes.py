def f(a, b: int = 3, *c: str, d: "x" = 1) -> float:
    "The doc."
    return a
print(f.__name__, f.__qualname__, f.__doc__, f.__module__)
print(f.__annotations__)
print(f.__defaults__, f.__kwdefaults__)
f.calls = 0
f.note = "hello"
f.calls += 2
print(f.calls, f.__dict__)
print(hasattr(f, "nothing"), getattr(f, "nothing", "default"))
setattr(f, "extra", [1])
del f.note
print(sorted(vars(f)))
f.__name__ = "renamed"
f.__doc__ = None
print(f.__name__, f.__doc__)
print(f.__code__.co_name, f.__code__.co_argcount, f.__code__.co_varnames[:4], f.__code__.co_kwonlyargcount)
def outer():
    def inner(): pass
    return inner
print(outer().__qualname__)
class C:
    def m(self): "method doc"
    @staticmethod
    def s(): pass
    @classmethod
    def c(cls): pass
print(C.m.__qualname__, C().m.__name__, C.m.__doc__, C.s.__qualname__, C.c.__func__.__qualname__)
print(C().m.__self__.__class__ is C, C().m.__func__ is C.m)
print(callable(f), callable(3), callable(C), type(f).__name__, type(len).__name__, type(C().m).__name__)
try:
    f.missing
except AttributeError as e:
    print(e)
