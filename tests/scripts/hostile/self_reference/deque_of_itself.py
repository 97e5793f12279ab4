# A deque that contains itself, printed.
# expect: error|crashed
from collections import deque
q = deque()
q.append(q)
print(q)
