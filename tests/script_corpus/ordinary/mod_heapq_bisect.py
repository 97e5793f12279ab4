# The heapq and bisect modules.
import bisect
import heapq
h = []
for x in [5, 1, 8, 3, 9, 2]:
    heapq.heappush(h, x)
print([heapq.heappop(h) for _ in range(6)])
a = [9, 4, 7, 1]
heapq.heapify(a)
print(a[0], heapq.heappushpop(a, 0), heapq.heapreplace(a, 100), sorted(a))
b = [1, 3, 5, 7]
print(bisect.bisect_left(b, 5), bisect.bisect_right(b, 5), bisect.bisect_left(b, 0), bisect.bisect_right(b, 9))
bisect.insort(b, 4)
print(b)
tasks = []
for p, t in [(3, 'sleep'), (1, 'wake'), (2, 'work')]:
    heapq.heappush(tasks, (p, t))
while len(tasks) > 0:
    print(heapq.heappop(tasks), end=' ')
print()
