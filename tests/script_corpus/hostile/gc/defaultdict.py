# An ordinary defaultdict program, long enough for the collector to run.
# expect: ok
# limits: steps=5000000
from collections import defaultdict
d = defaultdict(list)
for i in range(60000):
    d['key ' + str(i % 50)].append(i)
total = 0
for k in d:
    total += len(d[k])  # attack
