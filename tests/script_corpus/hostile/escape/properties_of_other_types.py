# A builtin type's property on a class of the script's: its getter would read another type's memory.
# expect: ok
# stdout: nothing
class A:
    pass
a = A()
found = []
for T in [slice, type, type(lambda: 1), type([].append), ValueError, BaseException, StopIteration]:
    for name in ['start', 'stop', 'step', '__name__', '__module__', '__base__', '__doc__', '__self__', '__func__', 'args', 'value', '__annotations__', '__dict__']:
        for get in [lambda: getattr(T, name), lambda: T.__dict__[name]]:
            try:
                p = get()
            except BaseException:
                continue
            if type(p) is not property:
                continue
            try:
                setattr(A, 'x', p)
                str(a.x)
                found.append(str(T) + name)
            except BaseException:
                pass
            A.x = None
found = [f for f in found if not '__dict__' in f]
print(found if len(found) > 0 else 'nothing')  # attack
