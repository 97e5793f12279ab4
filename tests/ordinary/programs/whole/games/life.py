def step(cells):
    counts = {}
    for x, y in cells:
        for dx in (-1, 0, 1):
            for dy in (-1, 0, 1):
                if dx or dy:
                    key = x + dx, y + dy
                    counts[key] = counts.get(key, 0) + 1
    return {c for c, n in counts.items() if n == 3 or (n == 2 and c in cells)}
def show(cells, w=8, h=6): print("\n".join("".join("#" if (x, y) in cells else "." for x in range(w)) for y in range(h)), end="\n\n")
glider = {(1, 0), (2, 1), (0, 2), (1, 2), (2, 2)}
for generation in range(5):
    print("generation", generation, len(glider)); show(glider); glider = step(glider)
blinker = {(1, 0), (1, 1), (1, 2)}; print(step(step(blinker)) == blinker, sorted(step(blinker)))
