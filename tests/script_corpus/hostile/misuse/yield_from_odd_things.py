# "yield from" things that are no generators.
# expect: ok
def g(x):
    r = yield from x
    return r
class A:
    def __iter__(self):
        return self
    def __next__(self):
        raise StopIteration([1, 2])
for x in [[], [1], (), 'ab', {}, {1: 2}, A(), 5, None]:
    try:
        list(g(x))  # attack
    except BaseException:
        pass
