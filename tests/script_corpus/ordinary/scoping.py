# Globals, locals, the global statement and shadowing.
x = 'global'


def read():
    return x


def write():
    global x
    x = 'written'


def shadow():
    x = 'local'
    return x


print(read(), shadow(), x)
write()
print(read(), x)


def unbound():
    y = 1
    del y
    try:
        print(y)
    except UnboundLocalError as e:
        return 'unbound ' + str(e)


print(unbound())
print([i for i in range(2)], x)
print(globals()['x'])
exec('z = x + "!"')
print(z, eval('len(z)'))


def dynamic():
    a = 1
    exec('a = a + 1')
    return a + eval('a * 10')


print(dynamic())
d = {'q': 3}
exec('r = q * 2', d)
print(d['r'])
