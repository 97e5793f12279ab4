from collections import deque, defaultdict
import heapq
edges = [("A", "B", 4), ("A", "C", 2), ("C", "B", 1), ("B", "D", 5), ("C", "D", 8), ("D", "E", 3), ("F", "G", 1)]
graph = defaultdict(dict)
for a, b, w in edges: graph[a][b] = w; graph[b][a] = w
def bfs(s):
    seen, q = {s: 0}, deque([s])
    while q:
        for n in sorted(graph[x := q.popleft()]):
            if n not in seen: seen[n] = seen[x] + 1; q.append(n)
    return seen
def dfs(n, seen=None):
    seen = seen if seen is not None else []
    seen.append(n)
    for m in sorted(graph[n]):
        if m not in seen: dfs(m, seen)
    return seen
def dijkstra(s, t):
    q, best = [(0, s, [s])], {}
    while q:
        d, n, path = heapq.heappop(q)
        if n == t: return d, "->".join(path)
        if best.get(n, float("inf")) <= d: continue
        best[n] = d
        for m, w in graph[n].items(): heapq.heappush(q, (d + w, m, path + [m]))
    return float("inf"), None
def components():
    left, out = set(graph), []
    while left:
        c = set(bfs(min(left)))
        out.append(sorted(c)); left -= c
    return out
def kruskal():
    parent = {n: n for n in graph}
    def find(x):
        while parent[x] != x: parent[x] = parent[parent[x]]; x = parent[x]
        return x
    total = 0
    for a, b, w in sorted(edges, key=lambda e: e[2]):
        if (ra := find(a)) != (rb := find(b)): parent[ra] = rb; total += w; print(f"{a}-{b}({w})", end=" ")
    return total
print(bfs("A"), dfs("A"), dijkstra("A", "E"), dijkstra("A", "G"), components())
print(kruskal())
def topo(deps):
    state, out = {}, []
    def visit(n):
        if state.get(n) == 1: raise ValueError(f"cycle at {n}")
        if n in state: return
        state[n] = 1
        for d in deps.get(n, ()): visit(d)
        state[n] = 2; out.append(n)
    for n in deps: visit(n)
    return out
print(topo({"app": ["lib", "log"], "lib": ["core"], "log": ["core"], "core": []}))
try:
    topo({"a": ["b"], "b": ["a"]})
except ValueError as e:
    print(e)
