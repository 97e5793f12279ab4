import random, statistics, math
class Rng:
    def __init__(self, seed): self.r = random.Random(seed)
    def dice(self, n=1, sides=6): return sum(self.r.randint(1, sides) for _ in range(n))
rng = Rng(2024)
rolls = [rng.dice(2) for _ in range(500)]
print(min(rolls), max(rolls), round(statistics.mean(rolls), 3), statistics.median(rolls), round(statistics.stdev(rolls), 4))
hist = {v: rolls.count(v) for v in range(2, 13)}
for v, n in hist.items(): print(f"{v:2} {'*' * (n // 5)} {n}")
inside = sum(rng.r.random() ** 2 + rng.r.random() ** 2 <= 1 for _ in range(2000)); print(4 * inside / 2000)
pos = 0; path = [pos := pos + rng.r.choice([-1, 1]) for _ in range(30)]; print(path)
queue, served, t = [], 0, 0.0
for _ in range(20):
    t += rng.r.expovariate(1.5); queue.append(round(t, 3))
    while queue and queue[0] < t - 0.5: queue.pop(0); served += 1
print(served, len(queue), f"{t:.6f}"); print([round(math.sin(i / 3), 4) for i in range(6)], rng.r.sample(range(50), 6), rng.r.choices("abc", [5, 3, 1], k=8), f"{rng.r.gauss(10, 2):.5f}")
