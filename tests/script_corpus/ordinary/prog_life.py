# Conway's life: a glider and a blinker, for some generations.
cells = {(1, 0), (2, 1), (0, 2), (1, 2), (2, 2), (7, 5), (8, 5), (9, 5)}


def step(cells):
    n = {}
    for x, y in cells:
        for dx in (-1, 0, 1):
            for dy in (-1, 0, 1):
                if dx != 0 or dy != 0:
                    p = (x + dx, y + dy)
                    n[p] = n.get(p, 0) + 1
    return set([p for p, k in n.items() if k == 3 or (k == 2 and p in cells)])


for g in range(5):
    print(g, len(cells))
    for y in range(8):
        print(''.join(['#' if (x, y) in cells else '.' for x in range(12)]))
    cells = step(cells)
