from itertools import count, cycle, repeat, islice, takewhile, dropwhile
print(list(islice(count(), 3)), list(islice(count(5, 2), 3)), list(islice(count(1.5, .5), 3)), list(islice(cycle("ab"), 5)), list(repeat("x", 3)), list(islice(repeat(1), 2)), list(islice("abcdef", 1, 5, 2)), list(islice(range(10), 2, None)), list(islice("ab", 0)))
print(list(takewhile(lambda x: x < 3, [1, 2, 3, 1])), list(dropwhile(lambda x: x < 3, [1, 2, 3, 1])), list(map(pow, [2, 3], repeat(2))), list(zip(count(), "ab")), repr(count(3)), repr(repeat(1, 2)), next(cycle([])) if False else "")
c = count(10, -5); print(next(c), next(c), next(c))
it = iter(range(10)); print(list(islice(it, 3)), list(islice(it, 2)), next(it))
try:
    islice("a", -1)
except ValueError as e:
    print(e)
