import types
def f(): yield
class C:
    def m(self): pass
print(isinstance(f, types.FunctionType), isinstance(f(), types.GeneratorType), isinstance(C().m, types.MethodType), isinstance(len, types.BuiltinFunctionType), isinstance(types, types.ModuleType), isinstance(lambda: 0, types.LambdaType), isinstance(None, types.NoneType), isinstance(f.__code__, types.CodeType))
n = types.SimpleNamespace(a=1, b="x"); n.c = 3; print(n, n.a, vars(n), n == types.SimpleNamespace(a=1, b="x", c=3)); del n.a; print(n)
p = types.MappingProxyType({"k": 1}); print(p, p["k"], len(p), "k" in p)
try:
    p["z"] = 1
except TypeError as e:
    print(e)
m = types.ModuleType("made", "doc"); m.x = 5; print(m.__name__, m.__doc__, m.x, m)
def hi(self): return "hi " + self.name
c = C(); c.name = "c"; c.hi = types.MethodType(hi, c); print(c.hi()); C.hi = hi; print(C.hi(c)); N = types.new_class("N", (C,), {}, lambda ns: ns.update(v=7)); print(N.v, N.__mro__[1] is C, types.GenericAlias(list, (int,)), types.UnionType, isinstance(int | str, types.UnionType))
class D:
    @types.DynamicClassAttribute
    def x(self): return 5
print(D().x, types.EllipsisType, type(types.coroutine).__name__)
