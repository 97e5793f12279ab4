# Keys and comparisons that raise: the list has all its items afterwards.
# policy: open
# expect: ok
# stdout: 600
import gc
class Bad:
    def __init__(self, n):
        self.n = n
    def __lt__(self, other):
        gc.collect()
        if self.n > 100:
            raise ValueError('compared')
        return False
    def __gt__(self, other):
        return other < self
def key(x):
    if x[0] == 299:
        gc.collect()
        raise ValueError('key')
    return 0
a = [[i] for i in range(300)]
b = [Bad(i) for i in range(300)]
try:
    a.sort(key=key)  # attack
except ValueError:
    pass
try:
    b.sort(reverse=True)  # attack
except ValueError:
    pass
print(len({x[0]: 1 for x in a}) + len({x.n: 1 for x in b}))
