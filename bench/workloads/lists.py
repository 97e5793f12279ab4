# Lists: appending, indexing, slicing, popping, nesting.
def sieve(limit):
    flags = [True] * limit
    flags[0] = False
    flags[1] = False
    i = 2
    while i * i < limit:
        if flags[i]:
            j = i * i
            while j < limit:
                flags[j] = False
                j += i
        i += 1
    count = 0
    for flag in flags:
        if flag:
            count += 1
    return count


def multiply(a, b, size):
    product = []
    for i in range(size):
        row = []
        for j in range(size):
            cell = 0
            for k in range(size):
                cell += a[i][k] * b[k][j]
            row.append(cell)
        product.append(row)
    return product


def queue(rounds):
    waiting = []
    served = 0
    for i in range(rounds):
        waiting.append(i)
        if i % 3 == 2:
            served += waiting.pop()
            waiting = waiting[-50:]
    return served, len(waiting)


SIZE = 38
left = [[i + j for j in range(SIZE)] for i in range(SIZE)]
right = [[i - j for j in range(SIZE)] for i in range(SIZE)]
product = multiply(left, right, SIZE)
served, waiting = queue(60000)
print(sieve(200000), product[3][5], product[SIZE - 1][0], served, waiting)
