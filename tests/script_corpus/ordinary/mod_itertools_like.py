# What itertools would do, written out.
def chain(*its):
    for it in its:
        for x in it:
            yield x


def product(a, b):
    return list(chain(*[[(x, y) for y in b] for x in a]))


def permutations(xs):
    if len(xs) == 0:
        return [[]]
    out = []
    for i in range(len(xs)):
        for p in permutations(xs[:i] + xs[i + 1:]):
            out.append([xs[i]] + p)
    return out


def groupby(xs, key):
    out = {}
    for x in xs:
        out[key(x)] = out.get(key(x), []) + [x]
    return out


print(list(chain([1], (2, 3), 'ab')), product([1, 2], 'ab'), permutations([1, 2, 3]))
print(groupby(range(10), lambda x: x % 3))
