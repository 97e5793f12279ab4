# An ordering that contradicts itself.
# expect: ok|steps
import random
random.seed(1)
class A:
    def __lt__(self, other):
        return random.random() < 0.5
    def __gt__(self, other):
        return random.random() < 0.5
a = [A() for i in range(1000)]
a.sort()  # attack
