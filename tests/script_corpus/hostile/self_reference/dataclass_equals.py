# Two dataclasses that hold themselves, compared.
# expect: error
# error: RecursionError
from dataclasses import dataclass
@dataclass
class Node:
    next: object
a = Node(None)
a.next = a
b = Node(None)
b.next = b
print(a == b)  # attack
