# Comprehensions of all kinds, unpacking, zip and enumerate.
total = 0
for n in range(150):
    row = [i * n % 97 for i in range(300)]
    even = [i for i in row if i % 2 == 0]
    table = {i: i * i for i in even}
    kinds = {i % 13 for i in row}
    total += sum(even) + len(table) + len(kinds)
    pairs = [(a, b) for a, b in zip(row, even)]
    total += sum([a - b for a, b in pairs])
    total += sum([i * value for i, value in enumerate(row)]) % 1000
    grid = [[a * b for a in range(8)] for b in range(8)]
    total += sum([sum(line) for line in grid])
print(total)
