# Adds to a dict while it is walked.
# expect: error
# error: RuntimeError
d = {1: 1}
for k in d:
    d[k + 1] = 1  # attack
