# Exceptions: raised, caught, passed through frames, and try blocks without one.
class TooDeep(Exception):
    pass


def descend(depth, limit):
    if depth == limit:
        raise TooDeep("the end")
    return descend(depth + 1, limit)


def parse(text):
    try:
        return int(text)
    except ValueError:
        return -1


def checked(values, index):
    try:
        return values[index]
    except IndexError:
        return 0


caught = 0
for i in range(12000):
    try:
        descend(0, i % 8)
    except TooDeep:
        caught += 1

total = 0
for i in range(60000):
    total += parse(str(i)) if i % 5 != 0 else parse("x" + str(i))

values = [3, 1, 4, 1, 5, 9, 2, 6]
for i in range(160000):
    total += checked(values, i % 9)
print(caught, total)
