# 8,192 string keys of one hash in a dict: quadratic probing.
# limits: steps=10000000 memory=64MB
# expect: ok|steps|wall_time|memory
pieces = ['']
for i in range(13):
    pieces = [p + 'Ab' for p in pieces] + [p + 'BA' for p in pieces]
d = {}
for p in pieces:
    d[p] = 1  # attack
