# __len__, __getitem__, __setitem__, __delitem__, __contains__, __iter__ and __call__.
class Grid:
    def __init__(self, w, h):
        self.w = w
        self.h = h
        self.cells = {}

    def __len__(self):
        return len(self.cells)

    def __getitem__(self, p):
        return self.cells.get(p, '.')

    def __setitem__(self, p, v):
        self.cells[p] = v

    def __delitem__(self, p):
        del self.cells[p]

    def __contains__(self, p):
        return p in self.cells

    def __iter__(self):
        for y in range(self.h):
            yield ''.join([self[(x, y)] for x in range(self.w)])

    def __call__(self, x, y):
        return self[(x, y)]


g = Grid(4, 3)
g[(1, 1)] = '#'
g[(3, 2)] = '@'
for row in g:
    print(row)
print(len(g), (1, 1) in g, (0, 0) in g, g(3, 2), g[(0, 0)])
del g[(1, 1)]
print(list(g), len(g), not g)
