# The random module, with a seed.
import random
random.seed(7)
print([random.randint(1, 6) for _ in range(20)])
print(f'{random.random():.12f} {random.uniform(5, 10):.12f}')
a = list(range(10))
random.shuffle(a)
print(a, random.choice(a), random.choice('abc'), random.choices(['x', 'y', 'z'], k=8))
print(random.choices([1, 2, 3], [1.0, 0.0, 5.0], k=10))
r = random.Random(42)
s = random.Random(42)
print([r.randint(0, 1000) for _ in range(5)] == [s.randint(0, 1000) for _ in range(5)])
