from itertools import chain, accumulate, groupby, zip_longest, starmap, compress, filterfalse, tee, pairwise
import operator
print(list(chain("ab", [1], ())), list(chain.from_iterable(["ab", "cd"])), list(accumulate([1, 2, 3, 4])), list(accumulate([1, 2, 3], operator.mul)), list(accumulate([1, 2], initial=10)), list(accumulate([3, 1, 4], max)))
print([(k, list(g)) for k, g in groupby("aabbba")], [(k, len(list(g))) for k, g in groupby([1, 3, 2, 4, 5], key=lambda x: x % 2)], {k: [w for w in g] for k, g in groupby(sorted(["apple", "bat", "ant"]), key=lambda w: w[0])})
print(list(zip_longest("abc", [1])), list(zip_longest("ab", [1], fillvalue="-")), list(starmap(pow, [(2, 3), (3, 2)])), list(compress("abcd", [1, 0, 1, 0])), list(filterfalse(lambda x: x % 2, range(5))), list(pairwise([1, 2, 3])), list(pairwise("a")))
a, b = tee([1, 2, 3]); print(next(a), list(b), list(a)); x, y, z = tee("ab", 3); print(list(x), list(y), list(z))
g = groupby([1, 1, 2]); k1, g1 = next(g); k2, g2 = next(g); print(k1, list(g1), k2, list(g2))
print("".join(k + str(len(list(v))) for k, v in groupby("wwwbbw")), list(map(sum, zip(*[[1, 2], [3, 4]]))), type(chain()).__name__)
