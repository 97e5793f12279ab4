# Breadth-first search through a maze.
from collections import deque
maze = '''#########
#S..#...#
#.#.#.#.#
#.#...#.#
#.#####.#
#......E#
#########'''.split('\n')


def find(c):
    for y, row in enumerate(maze):
        x = row.find(c)
        if x >= 0:
            return (x, y)


def solve():
    start, end = find('S'), find('E')
    q = deque([start])
    came = {start: None}
    while len(q) > 0:
        p = q.popleft()
        if p == end:
            break
        x, y = p
        for n in [(x + 1, y), (x - 1, y), (x, y + 1), (x, y - 1)]:
            if maze[n[1]][n[0]] != '#' and n not in came:
                came[n] = p
                q.append(n)
    path = []
    while p is not None:
        path.append(p)
        p = came[p]
    return path[::-1]


path = solve()
print(len(path), path[0], path[-1])
for y, row in enumerate(maze):
    print(''.join(['*' if (x, y) in path else c for x, c in enumerate(row)]))
