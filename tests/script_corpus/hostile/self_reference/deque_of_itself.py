# A deque that contains itself, printed.
# expect: error
# error: RecursionError
# python expect: ok
from collections import deque
q = deque()
q.append(q)  # attack
print(q)
