# Asks a generator for more after it raised.
# expect: ok|error
# stdout: ValueError|StopIteration
def g():
    yield 1
    raise ValueError('x')
it = g()
next(it)
names = []
for i in range(2):
    try:
        next(it)  # attack
    except ValueError:
        names.append('ValueError')
    except StopIteration:
        names.append('StopIteration')
print('|'.join(names))  # attack
