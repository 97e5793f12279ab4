# Garbage is collected in every key and comparison: items and keys are still needed.
# policy: open
# expect: ok
# stdout: [[0], [1], [2], [3], [4], [5], [6], [7], [8], [9], [10], [11]]
# python limits: steps=20000000
import gc
class N:
    def __init__(self, n):
        self.n = [n]
    def __lt__(self, other):
        gc.collect()
        junk.append(['x'] * 20)
        return self.n[0] < other.n[0]
    def __gt__(self, other):
        return other < self
junk = []
def key(x):
    gc.collect()
    return N(x[0])
a = [[i * 7 % 12] for i in range(12)]
a.sort(key=key)  # attack
print(a)
