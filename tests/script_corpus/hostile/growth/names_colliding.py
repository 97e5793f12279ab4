# Makes names with one hash: every lookup walks a longer chain, under the library's lock.
# limits: steps=1000000 wall_time=5
# expect: memory|error|steps|wall_time|ok
pieces = ['']
for i in range(12):
    pieces = [p + 'Ab' for p in pieces] + [p + 'BA' for p in pieces]
for p in pieces:
    hasattr(1, p)  # attack
