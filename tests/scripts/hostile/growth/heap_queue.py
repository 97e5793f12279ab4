# Pushes onto a heap for ever.
# limits: steps=None
# expect: memory
import heapq
h = []
i = 0
while True:
    heapq.heappush(h, -i)
    i += 1  # attack
