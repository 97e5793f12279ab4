# Natives of types by every door: attributes, namespaces, bound methods' functions, properties, super.
# expect: ok
# stdout: nothing
class A:
    pass
obj = A()
found = []
def door(name, get):
    try:
        f = get()
    except BaseException:
        return
    try:
        f(obj, 0)
        found.append(name)
    except TypeError:
        pass
    except AttributeError:
        pass
door('attribute', lambda: int.__add__)
door('getattr', lambda: getattr(int, '__add__'))
door('namespace item', lambda: int.__dict__['__add__'])
door('namespace get', lambda: int.__dict__.get('__add__', None))
door('namespace items', lambda: [v for k, v in int.__dict__.items() if k == '__add__'][0])
door('bound method', lambda: (1).__add__.__func__)
door('property getter', lambda: type.__dict__['__name__'].fget)
door('copied to a class', lambda: setattr(A, 'f', int.__add__) or A.f)
door('eval', lambda: eval('int.__add__'))
def plus():
    return int.__add__
door('returned', plus)
print(found if len(found) > 0 else 'nothing')  # attack
