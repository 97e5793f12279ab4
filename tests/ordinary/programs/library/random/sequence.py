import random
random.seed(42)
print(random.random(), random.random(), random.randint(1, 100), random.randrange(10), random.randrange(0, 100, 5), random.choice("abcdef"), random.uniform(1, 2))
l = list(range(10)); random.shuffle(l); print(l, random.sample(range(100), 5), random.choices("ab", k=5), random.choices([1, 2], weights=[9, 1], k=5), random.getrandbits(10), random.getrandbits(70))
print(random.gauss(0, 1), random.normalvariate(5, 2), random.expovariate(1), random.triangular(0, 1, .5), random.betavariate(1, 2), random.lognormvariate(0, 1), random.vonmisesvariate(0, 1), random.gammavariate(2, 1), random.paretovariate(3), random.weibullvariate(1, 2))
random.seed("text"); print(random.random(), random.randint(0, 10 ** 20)); random.seed(1.5); print(random.random()); random.seed(b"x"); print(random.randbytes(4)); random.seed(-5); print(random.random()); random.seed(2 ** 100); print(random.random())
r = random.Random(7); print([r.randint(1, 6) for _ in range(10)], r.sample("abc", 2)); s = r.getstate(); a = r.random(); r.setstate(s); print(a == r.random())
for bad in ("random.choice([])", "random.sample([1], 2)", "random.randint(5, 1)", "random.randrange(0)", "random.sample({1}, 1)"):
    try:
        eval(bad)
    except Exception as e:
        print(bad, type(e).__name__, e)
random.seed(0); print(sum(random.randint(1, 6) for _ in range(1000)), [random.choice(["h", "t"]) for _ in range(8)])
