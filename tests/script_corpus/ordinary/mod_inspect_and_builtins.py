# inspect, builtins and introspection.
import builtins
import inspect


def g():
    """Yields one."""
    yield 1


class A:
    x = 1

    def m(self):
        pass


print(inspect.isgeneratorfunction(g), inspect.isgeneratorfunction(len), inspect.is_user_defined_type(A), inspect.is_user_defined_type(int))
print(g.__doc__, g.__name__, A.__name__, A.__base__, A().m.__func__.__name__, callable(A), callable(5))
print([n for n in dir(A()) if n[0] != '_'], builtins.len([1]), hash('a') == hash('a'), id(A) == id(A))
print(type(1), type('a'), type(None), type([]), type(g), type(A), type(A()), type(...))
print(isinstance(1, (str, int)), A.__dict__['x'], ..., NotImplemented)
