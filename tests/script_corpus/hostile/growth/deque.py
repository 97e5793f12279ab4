# Appends to a deque for ever.
# limits: steps=None
# expect: memory
from collections import deque
q = deque()
while True:
    q.append('x')  # attack
