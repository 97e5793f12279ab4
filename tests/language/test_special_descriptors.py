"""Special methods, and properties of native types, as descriptors."""

from language_helpers import check

from pkhost import VM


def test_special_methods_may_be_descriptors(vm: VM) -> None:
    check(
        vm,
        """
class Bound:
    def __get__(self, instance, owner):
        return lambda *args: (type(instance).__name__, owner.__name__, args)
class Text:
    def __get__(self, instance, owner): return lambda: 'text of ' + owner.__name__
class C:
    __getitem__ = __call__ = __add__ = Bound()
    __str__ = __repr__ = Text()
    @staticmethod
    def __setitem__(key, value): print('set', key, value)
    @classmethod
    def __delitem__(cls, key): print('del', cls.__name__, key)
c = C()
print(c[1], c(2, 3), c + 4, str(c), repr(c))
c[1] = 2
del c[3]
""",
    )


def test_native_properties(vm: VM) -> None:
    check(
        vm,
        """
def f(): pass
code = type(f).__code__
print(code, code.__name__, code.__objclass__, code.__get__(f).co_name)
for wrong in (3, 'x', object()):
    try:
        code.__get__(wrong)
    except TypeError as error:
        print(error)
print(int.real.__get__(5), int.__dict__['real'].__get__(True))
class I(int): pass
print(int.real.__get__(I(7)))
""",
    )


def test_dir_and_new(vm: VM) -> None:
    check(
        vm,
        """
class C:
    def __dir__(self): return [n for n in super().__dir__() if n == 'x']
    x = 1
print(dir(C()))
try:
    (lambda: 0).__new__()
except TypeError as error:
    print('TypeError')
""",
    )
