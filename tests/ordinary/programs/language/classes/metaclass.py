class Meta(type):
    def __new__(mcs, name, bases, ns, **kw):
        print("new", name, [b.__name__ for b in bases], sorted(k for k in ns if not k.startswith("__")), kw)
        cls = super().__new__(mcs, name, bases, ns)
        cls.tag = kw.get("tag", "none")
        return cls
    def __init__(cls, name, bases, ns, **kw):
        print("init", name)
        super().__init__(name, bases, ns)
    def __call__(cls, *a, **k):
        print("call", cls.__name__)
        return super().__call__(*a, **k)
    def hello(cls): return "hello from " + cls.__name__
    @property
    def size(cls): return len(cls.__name__)
    def __len__(cls): return 42
    def __iter__(cls): return iter([1, 2])
    def __getitem__(cls, k): return (cls.__name__, k)
    def __contains__(cls, x): return x == 1
    def __repr__(cls): return f"<Meta {cls.__name__}>"
class A(metaclass=Meta, tag="t"):
    x = 1
    def m(self): pass
class B(A):
    y = 2
print(A.tag, B.tag, A.hello(), B.size, type(A) is Meta, type(B).__name__)
a = A()
print(len(A), list(B), A["k"], 1 in A, A, isinstance(a, A))
try:
    a.hello()
except AttributeError as e:
    print(e)
class Registry(type):
    all = {}
    def __init__(cls, name, bases, ns):
        if bases: Registry.all[name] = cls
class Plugin(metaclass=Registry): pass
class P1(Plugin): pass
class P2(Plugin): pass
print(sorted(Registry.all))
class Prep(type):
    @classmethod
    def __prepare__(mcs, name, bases): return {"injected": 5}
class Q(metaclass=Prep):
    z = injected + 1
print(Q.z)
class Single(type):
    made = None
    def __call__(cls, *a):
        if cls.made is None: cls.made = super().__call__(*a)
        return cls.made
class S(metaclass=Single): pass
print(S() is S())
