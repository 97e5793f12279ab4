# What a key and a comparison see of the list that is sorted.
# expect: ok
# stdout: [0, 0, 0] True
# stdout: [1, 2, 3]
seen = []
class N:
    def __init__(self, n):
        self.n = n
    def __lt__(self, other):
        seen.append(len(a))
        return self.n < other.n
    def __gt__(self, other):
        return other < self
a = [3, 1, 2]
lengths = []
a.sort(key=lambda x: lengths.append(len(a)) or N(x))  # attack
print(lengths, len(seen) > 1 and max(seen) == 0)
print(a)
