import inspect
def f(a, b: int = 2, /, c=3, *args, d, e: str = "x", **kw) -> bool:
    """Doc of f.

        indented
    """
s = inspect.signature(f); print(s, list(s.parameters), s.parameters["b"].default, s.parameters["d"].kind, s.return_annotation, s.parameters["a"].default is inspect.Parameter.empty, s.parameters["args"].kind.name)
print(inspect.getdoc(f), inspect.isfunction(f), inspect.isclass(int), inspect.ismethod("".join), inspect.isgeneratorfunction(lambda: (yield)), inspect.isbuiltin(len), inspect.iscoroutinefunction(f), inspect.ismodule(inspect), inspect.isabstract(int), inspect.isgenerator(x for x in []))
b = s.bind(1, d=4, z=5); print(b.arguments, b.args, b.kwargs); b.apply_defaults(); print(dict(b.arguments))
try:
    s.bind()
except TypeError as e:
    print(e)
class C:
    def __init__(self, x, y=1): pass
    def m(self, q): pass
    @staticmethod
    def s(): pass
print(inspect.signature(C), inspect.signature(C.m), inspect.signature(C(1).m), [n for n, v in inspect.getmembers(C, inspect.isfunction)], inspect.getmro(bool), inspect.signature(lambda *a, k=1: 0), inspect.getfullargspec(f).args, inspect.cleandoc("  a\n    b"), inspect.unwrap(f) is f, inspect.currentframe().f_lineno > 0)
def outer():
    def inner(): return inspect.stack()[1].function if False else "outer"
    return inner()
print(outer(), inspect.getattr_static(C, "m") is C.m)
