# Matrix multiplication, powers and determinants with lists.
def mul(a, b):
    return [[sum([a[i][k] * b[k][j] for k in range(len(b))]) for j in range(len(b[0]))] for i in range(len(a))]


def power(m, n):
    r = [[1 if i == j else 0 for j in range(len(m))] for i in range(len(m))]
    while n > 0:
        if n % 2:
            r = mul(r, m)
        m = mul(m, m)
        n //= 2
    return r


def det(m):
    if len(m) == 1:
        return m[0][0]
    return sum([(-1) ** j * m[0][j] * det([row[:j] + row[j + 1:] for row in m[1:]]) for j in range(len(m))])


print(mul([[1, 2], [3, 4]], [[5, 6], [7, 8]]))
print(power([[1, 1], [1, 0]], 50)[0][1])
print(det([[2, 0, 1], [1, 3, 2], [1, 1, 4]]))
