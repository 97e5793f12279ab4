class A:
    def who(self): return ["A"]
class B(A):
    def who(self): return ["B"] + super().who()
class C(A):
    def who(self): return ["C"] + super().who()
class D(B, C):
    def who(self): return ["D"] + super().who()
print(D().who())
print([c.__name__ for c in D.__mro__], D.mro() == list(D.__mro__))
class X(A): pass
class Y(X, A): pass
print([c.__name__ for c in Y.__mro__])
try:
    class Z(A, X): pass
except TypeError as e:
    print(str(e).split("\n")[0])
class Loud:
    def speak(self): return super().speak().upper() + "!"
class Polite:
    def speak(self): return "please, " + super().speak()
class Base:
    def speak(self): return "hello"
class Both(Loud, Polite, Base): pass
print(Both().speak())
class Init1:
    def __init__(self, **k):
        print("Init1", k)
        super().__init__()
class Init2:
    def __init__(self, x=0, **k):
        print("Init2", x, k)
        super().__init__(**k)
class Multi(Init2, Init1):
    def __init__(self):
        super().__init__(x=1, y=2)
Multi()
print(issubclass(D, C), isinstance(D(), B), D.__bases__, D.__base__)
class E(D): pass
print(super(D, E()).who(), super(B, D()).who())
class S:
    @classmethod
    def make(cls): return cls.__name__
class T(S):
    @classmethod
    def make(cls): return "T:" + super().make()
print(T.make())
class U(T):
    @staticmethod
    def stat(): return "stat"
    @property
    def prop(self): return "prop"
class V(U):
    @property
    def prop(self): return "V" + super().prop
print(V().prop, V.stat(), V.make())
try:
    class Dup(A, A): pass
except TypeError as e:
    print(e)
