import functools
@functools.lru_cache(maxsize=None)
def ways(n, coins):
    if n == 0: return 1
    if n < 0 or not coins: return 0
    return ways(n - coins[0], coins) + ways(n, coins[1:])
print(ways(100, (50, 25, 10, 5, 1)), ways.cache_info().misses)
def subsets(s): return [[]] if not s else [x for r in subsets(s[1:]) for x in (r, [s[0]] + r)]
print(subsets([1, 2, 3]))
def queens(n, row=0, cols=(), d1=(), d2=()):
    if row == n: yield cols; return
    for c in range(n):
        if c not in cols and row + c not in d1 and row - c not in d2:
            yield from queens(n, row + 1, cols + (c,), d1 + (row + c,), d2 + (row - c,))
print(len(list(queens(6))), next(queens(8)))
def hanoi(n, a, b, c):
    if n: hanoi(n - 1, a, c, b); moves.append(f"{a}{c}"); hanoi(n - 1, b, a, c)
moves = []; hanoi(4, "A", "B", "C"); print(len(moves), " ".join(moves))
def ack(m, n): return n + 1 if m == 0 else ack(m - 1, 1) if n == 0 else ack(m - 1, ack(m, n - 1))
print(ack(2, 3))
def gray(n): return [""] if n == 0 else ["0" + x for x in gray(n - 1)] + ["1" + x for x in reversed(gray(n - 1))]
print(gray(3))
def flood(grid, r, c, new, old=None):
    if old is None: old = grid[r][c]
    if 0 <= r < len(grid) and 0 <= c < len(grid[0]) and grid[r][c] == old != new:
        grid[r][c] = new
        for dr, dc in ((0, 1), (1, 0), (0, -1), (-1, 0)): flood(grid, r + dr, c + dc, new, old)
g = [list("..#."), list(".##."), list("#...")]; flood(g, 0, 0, "o"); print(*map("".join, g), sep="\n")
