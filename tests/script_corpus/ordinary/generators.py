# Generators, pipelines of them, yield from, and next with a default.
def count(start=0, step=1):
    while True:
        yield start
        start += step


def take(n, it):
    for x in it:
        if n == 0:
            return
        yield x
        n -= 1


def primes():
    found = []
    for n in count(2):
        if all([n % p for p in found]):
            found.append(n)
            yield n


def flatten(x):
    if type(x) is list:
        for y in x:
            yield from flatten(y)
    else:
        yield x


def returns():
    yield 1
    return 'done'


def outer():
    r = yield from returns()
    print('returned', r)


print(list(take(10, primes())))
print(list(flatten([1, [2, [3, [4, []]], 5], [[6]]])))
print(list(outer()))
it = take(2, count(5, 5))
print(next(it), next(it), next(it, 'empty'), next(it, 'still empty'))
print(sum(take(100, count())), max(take(5, count(0, -1))))
