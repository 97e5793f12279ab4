numbers = [1, 2, 3]
assert sum(numbers) == 7
