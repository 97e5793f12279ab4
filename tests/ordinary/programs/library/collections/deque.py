from collections import deque
d = deque([1, 2, 3])
d.append(4); d.appendleft(0); print(d, d.pop(), d.popleft(), d, len(d), d[0], d[-1], 2 in d)
d.extend([7, 8]); d.extendleft([-1, -2]); print(d); d.rotate(2); print(d); d.rotate(-1); print(d); d.reverse(); print(d)
d.insert(1, "i"); d.remove("i"); print(d.count(7), d.index(7), list(reversed(d)), d.copy() == d, sorted(d))
m = deque(maxlen=3)
for i in range(5): m.append(i)
print(m, m.maxlen, list(m)); m.appendleft(9); print(m)
d[0] = "z"; del d[1]; print(d, deque("abc"), deque(), bool(deque()), deque([1]) + deque([2]), deque([1]) * 2, deque([1, 2]) < deque([1, 3]))
d.clear(); print(d)
for bad in ("deque().pop()", "deque().popleft()", "deque([1])[5]", "deque([1]).remove(2)", "deque(5)"):
    try:
        eval(bad)
    except Exception as e:
        print(bad, type(e).__name__, e)
q = deque([(0, 0)]); seen = {(0, 0)}
while q:
    x, y = q.popleft()
    for n in ((x + 1, y), (x, y + 1)):
        if max(n) < 3 and n not in seen: seen.add(n); q.append(n)
print(len(seen), q)
try:
    e = deque([1, 2])
    for x in e: e.append(x)
except RuntimeError as x:
    print(x)
