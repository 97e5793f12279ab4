"""Native functions and methods: their types, names, and how they are shown."""

from __future__ import annotations

from language_helpers import check, cpython_311

from pkhost import VM


def test_methods_show_what_they_are_bound_to(vm: VM) -> None:
    check(
        vm,
        """
class A:
    def __repr__(self): return 'an A'
    def m(self): pass
    @classmethod
    def c(cls): pass
def f(self): pass
print(A().m, [A().m], f'{A.c}', str(f.__get__(A())) == "<bound method f of an A>")
class Nested:
    def __repr__(self): return repr(self.m)
    def m(self): pass
try:
    repr(Nested())
except RecursionError:
    print('RecursionError')
""",
    )


@cpython_311
def test_their_types_are_cpythons(vm: VM) -> None:
    check(
        vm,
        """
import re, types
for x in (len, print, ''.join, [].append, list.append, int.__add__, (1).__add__, dict.fromkeys,
          object.__init__, object().__init__, object.__new__, type.__call__, {}.__getitem__,
          dict.__getitem__, [].__len__, str.upper, (5).__reduce_ex__, int.__format__):
    print(type(x).__name__, x.__class__ is type(x), re.sub('0x[0-9a-f]+', '0x', repr(x)))
kinds = (types.FunctionType, types.BuiltinFunctionType, types.MethodType, types.MethodWrapperType,
         types.MethodDescriptorType, types.WrapperDescriptorType)
class A:
    def m(self): pass
for x in (len, [].append, list.append, int.__add__, (1).__add__, A.m, A().m):
    print([isinstance(x, kind) for kind in kinds])
print(len.__name__, len.__qualname__, len.__module__, len.__self__.__name__, ''.join.__self__)
print(list.append.__qualname__, list.append.__objclass__, int.__add__.__name__)
""",
    )
