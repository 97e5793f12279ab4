from collections import Counter
c = Counter("mississippi")
print(c, c["s"], c["zz"], c.most_common(2), c.most_common(), sorted(c.elements()), sum(c.values()), len(c), c.total())
c.update("miss"); print(c); c.subtract("sss"); print(c); c["x"] += 1; del c["m"]; print(c, "m" in c, dict(c))
a, b = Counter(a=3, b=1), Counter(a=1, b=2, z=0)
print(a + b, a - b, a & b, a | b, +Counter(a=-1, b=2), -Counter(a=-1), a == Counter(a=3, b=1), a <= a, Counter({"q": 2}), Counter([1, 1, 2]), Counter(), a["none"])
words = "the quick the lazy the end quick".split()
for w, n in Counter(words).most_common(2): print(w, n)
print(Counter(len(w) for w in words), sorted(Counter(words)), max(Counter(words), key=Counter(words).get), isinstance(a, dict), a.copy(), {**a}, list(Counter("ba").items()), Counter("abc") == Counter("cab"), repr(Counter(b=1, a=1)))
