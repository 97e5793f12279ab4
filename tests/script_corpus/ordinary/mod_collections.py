# The collections module.
from collections import Counter, defaultdict, deque
print(Counter('mississippi'), Counter([1, 2, 1]))
d = defaultdict(list)
for w in ['apple', 'ant', 'bee']:
    d[w[0]].append(w)
print(d['a'], d['b'], d['c'], len(d))
q = deque([1, 2, 3])
q.append(4)
q.appendleft(0)
print(q, len(q), q.popleft(), q.pop(), list(q), 2 in q, q.count(2))
q.rotate(1)
print(list(q))
q.rotate(-2)
print(list(q), deque('abcde', maxlen=2))
n = defaultdict(int)
for c in 'hello':
    n[c] += 1
print(list(n.items()))
