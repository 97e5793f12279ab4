"""The module's docstring."""
print(__doc__)
def f():
    """First line.

    More lines.
    """
def g():
    "a" "b"
def h():
    f"not a docstring {1}"
def k():
    x = 1
    "not first"
class C:
    '''class doc'''
    x = 1
    """attribute text"""
print(repr(f.__doc__), g.__doc__, h.__doc__, k.__doc__, C.__doc__)
print((lambda: "x").__doc__)
class D(C): pass
print(D.__doc__)
async def co():
    "co doc"
def gen():
    "gen doc"
    yield
print(co.__doc__, gen.__doc__)
