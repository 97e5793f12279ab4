# Pushes onto a heap for ever.
# limits: steps=None wall_time=60
# expect: memory
import heapq
h = []
i = 0
while True:
    heapq.heappush(h, -i)
    i += 1  # attack
