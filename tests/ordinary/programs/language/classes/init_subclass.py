class Plugin:
    registry = []
    def __init_subclass__(cls, /, priority=0, **kw):
        super().__init_subclass__(**kw)
        cls.priority = priority
        Plugin.registry.append(cls)
class A(Plugin, priority=5): pass
class B(Plugin): pass
class C(A, priority=1): pass
print([(c.__name__, c.priority) for c in Plugin.registry])
class Field:
    def __set_name__(self, owner, name):
        print("set_name", owner.__name__, name)
        self.name = "_" + name
    def __get__(self, obj, owner=None):
        return self if obj is None else getattr(obj, self.name, "unset")
    def __set__(self, obj, value):
        if not isinstance(value, int): raise TypeError(f"{self.name[1:]} must be int")
        setattr(obj, self.name, value)
class P:
    x = Field()
    y = Field()
p = P()
print(p.x)
p.x = 3
print(p.x, p.y, p.__dict__)
try:
    p.y = "s"
except TypeError as e:
    print(e)
class G:
    def __class_getitem__(cls, item): return f"{cls.__name__}[{item}]"
print(G[int], G["x"])
try:
    class D(Plugin, wrong=1): pass
except TypeError as e:
    print(e)
class Abstract:
    def __init_subclass__(cls):
        for need in ("run",):
            if need not in cls.__dict__:
                raise TypeError(f"{cls.__name__} lacks {need}")
try:
    class Bad(Abstract): pass
except TypeError as e:
    print(e)
print(Plugin.__subclasses__() == [A, B] or [c.__name__ for c in Plugin.__subclasses__()])
