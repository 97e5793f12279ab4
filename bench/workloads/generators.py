# Generators: chains of them, and generators that call themselves.
def numbers(limit):
    for n in range(limit):
        yield n


def squares(source):
    for n in source:
        yield n * n % 1000


def only_even(source):
    for n in source:
        if n % 2 == 0:
            yield n


def tree(depth):
    if depth > 0:
        for value in tree(depth - 1):
            yield value
        yield depth
        for value in tree(depth - 1):
            yield value


def fibonacci(count):
    a = 0
    b = 1
    for _ in range(count):
        yield a
        a, b = b, (a + b) % 1000007


total = 0
for value in only_even(squares(numbers(150000))):
    total += value
total += sum(tree(12))
total += max(fibonacci(100000))
print(total)
