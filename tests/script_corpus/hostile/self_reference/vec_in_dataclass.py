# A dataclass that holds itself: its generated __repr__ recurses.
# expect: error
# error: RecursionError
# python expect: ok
from dataclasses import dataclass
@dataclass
class Node:
    next: object
n = Node(None)
n.next = n
print(n)  # attack
