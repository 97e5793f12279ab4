# List, dict and set comprehensions, nested and with conditions.
print([x * x for x in range(10) if x % 2])
print({x: x ** 3 for x in range(5)})
print(sorted(list({x % 3 for x in range(20)})))
print([[y for y in range(x)] for x in range(4)])
print([s.upper() for s in 'a bc def'.split() if len(s) > 1])
matrix = [[1, 2, 3], [4, 5, 6]]
print([[row[i] for row in matrix] for i in range(3)])
print({k: [v for v in vs if v > 1] for k, vs in {'a': [1, 2], 'b': [3, 0]}.items()})
print(sum([i for i in range(101)]), len([0 for _ in 'abc']))
