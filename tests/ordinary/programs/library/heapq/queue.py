import heapq
h = []
for x in [5, 1, 8, 3, 2]: heapq.heappush(h, x)
print(h, h[0], [heapq.heappop(h) for _ in range(len(h))])
h = [9, 4, 7, 1]; heapq.heapify(h); print(h, heapq.heappushpop(h, 0), heapq.heapreplace(h, 100), h)
print(heapq.nlargest(2, [1, 9, 5]), heapq.nsmallest(2, ["bb", "a", "ccc"], key=len), heapq.nlargest(10, [1, 2]), heapq.nsmallest(0, [1]), list(heapq.merge([1, 4], [2, 3], [0])), list(heapq.merge([4, 1], [3], reverse=True)), list(heapq.merge(["a"], ["B"], key=str.lower)))
t = []
for p, n in [(2, "b"), (1, "a"), (2, "a")]: heapq.heappush(t, (p, n))
print([heapq.heappop(t) for _ in range(3)])
try:
    heapq.heappop([])
except IndexError as e:
    print(e)
g = {"a": {"b": 7, "c": 3}, "b": {"d": 2}, "c": {"b": 1, "d": 8}, "d": {}}
def dijkstra(s):
    dist = {n: float("inf") for n in g}; dist[s] = 0; q = [(0, s)]
    while q:
        d, n = heapq.heappop(q)
        if d > dist[n]: continue
        for m, w in g[n].items():
            if d + w < dist[m]: dist[m] = d + w; heapq.heappush(q, (d + w, m))
    return dist
print(dijkstra("a"))
class Task:
    def __init__(s, p): s.p = p
    def __lt__(s, o): return s.p < o.p
q = [Task(3), Task(1), Task(2)]; heapq.heapify(q); print([heapq.heappop(q).p for _ in range(3)])
