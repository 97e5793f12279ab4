def spiral(m):
    out = []
    while m:
        out += m.pop(0)
        m = [*map(list, zip(*m))][::-1]
    return out
print(spiral([[1, 2, 3], [4, 5, 6], [7, 8, 9]]))
def transpose(m): return [list(r) for r in zip(*m)]
def rotate(m): return [list(r)[::-1] for r in zip(*m)]
m = [[1, 2], [3, 4], [5, 6]]
print(transpose(m), rotate(m), transpose(transpose(m)) == m)
n = 4
tri = [[1] * (i + 1) for i in range(n)]
for i in range(2, n):
    for j in range(1, i): tri[i][j] = tri[i - 1][j - 1] + tri[i - 1][j]
for row in tri: print(" ".join(map(str, row)).center(12))
magic = [[0] * 3 for _ in range(3)]
i, j = 0, 1
for k in range(1, 10):
    magic[i][j] = k
    ni, nj = (i - 1) % 3, (j + 1) % 3
    if magic[ni][nj]: ni, nj = (i + 1) % 3, j
    i, j = ni, nj
print(magic, [sum(r) for r in magic], sum(magic[i][i] for i in range(3)))
board = [["." for _ in range(5)] for _ in range(3)]
for x, y in [(0, 0), (4, 2), (2, 1)]: board[y][x] = "#"
print("\n".join("".join(r) for r in board))
