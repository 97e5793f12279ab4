# Enough calls and objects for the garbage collector to run several times.
class Node:
    def __init__(self, value, next):
        self.value = value
        self.next = next


def build(n):
    head = None
    for i in range(n):
        head = Node(str(i) * 3, head)
    return head


total = 0
for r in range(30):
    n = build(1000)
    while n is not None:
        total += len(n.value)
        n = n.next
print(total)
kept = [build(10) for _ in range(100)]
junk = 0
for i in range(20000):
    junk += len([i, str(i)])
print(junk, sum([len(k.value) for k in kept]))
