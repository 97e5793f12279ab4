# Positional, default, star and keyword arguments.
def f(a, *args, b=2, **kw):
    return (a, args, b, list(kw.items()))


def g(a, b=1, c='c'):
    return f'{a}{b}{c}'


print(f(1), f(1, 2, 3), f(1, b=5), f(1, 2, x=3, y=4))
print(g(1), g(1, 2), g(1, 2, 3), g(1, c='z'), g('a', b='b'))
xs = [1, 2, 3]
kw = {'b': 9, 'q': 0}
print(f(*xs), f(*xs, **kw), f(0, *xs), g(*[7, 8]))


def total(*ns):
    t = 0
    for n in ns:
        t += n
    return t


print(total(), total(1), total(*[0, 1, 2]))
try:
    g()
except TypeError as e:
    print('TypeError', e)
try:
    g(1, 2, 3, 4)
except TypeError as e:
    print('TypeError', e)
