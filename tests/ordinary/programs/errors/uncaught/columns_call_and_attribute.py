class A:
    pass

def f(v):
    return v.first.second(1)

A.first = None
f(A())
