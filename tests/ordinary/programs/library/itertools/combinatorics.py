from itertools import product, permutations, combinations, combinations_with_replacement
print(list(product("ab", [1, 2])), list(product([0, 1], repeat=2)), list(product()), len(list(product(range(3), range(4), "xy"))), list(product("ab", [])))
print(list(permutations([1, 2, 3])), list(permutations("abc", 2)), list(permutations([], 0)), list(permutations("ab", 3)), len(list(permutations(range(5)))))
print(list(combinations("abcd", 2)), list(combinations([1, 2, 3], 3)), list(combinations([1], 2)), list(combinations("ab", 0)), len(list(combinations(range(10), 4))))
print(list(combinations_with_replacement("ab", 2)), ["".join(p) for p in permutations("cab")], max(combinations([3, 1, 2], 2), key=sum), sum(1 for _ in product(range(2), repeat=8)))
try:
    list(combinations("a", -1))
except ValueError as e:
    print(e)
