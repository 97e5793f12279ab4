# Tries every number up to the largest that there may be.
candidates = []
for n in range(10 ** 9):
    candidates.append([n, -n])
