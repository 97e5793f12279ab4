# Clears a list while it is walked.
# expect: ok
# stdout: 1
a = [1, 2, 3]
n = 0
for x in a:
    a.clear()  # attack
    n += 1
print(n)
