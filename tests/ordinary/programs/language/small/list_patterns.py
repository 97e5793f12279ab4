grid = [[r * c for c in range(1, 4)] for r in range(1, 4)]
print(grid, [*zip(*grid)], [row[::-1] for row in grid[::-1]], sum(map(sum, grid)), [x for r in grid for x in r if x % 2])
flat = sum(grid, []); print(flat, sorted(set(flat)), flat.index(6), flat.count(6), max(flat), flat[-3:], flat[::4])
a = list(range(10)); a[2:5] = "xy"; del a[::3]; print(a); a.insert(1, "i"); a.extend(a[:2]); print(a, a.pop(2), len(a))
b = a; c = a[:]; b.append("end"); print(a is b, len(c), len(a)); a.clear(); print(b)
words = ["pear", "fig", "apple", "kiwi"]; words.sort(key=lambda w: (len(w), w)); print(words, sorted(words, key=lambda w: w[-1]), min(words, key=len), [w.capitalize() for w in words])
print([i for i, w in enumerate(words) if "i" in w], any(w.startswith("k") for w in words), all(len(w) > 2 for w in words), list(map(len, words)), list(filter(lambda w: "p" in w, words)), [w[0] for w in words], " ".join(reversed(words)))
print([1, 2] + [3] * 2, [0] * 3, [[]] * 2, [1, [2, [3]]][1][1], [1, 2, 3] == [1, 2, 3], [1, 2] < [1, 3], [] or "empty", list("abc"), list({"k": 1}), [*"ab", *(1, 2)])
chunks = [flat[i:i + 4] for i in range(0, len(flat), 4)]; print(chunks); print(*chunks, sep="\n")
