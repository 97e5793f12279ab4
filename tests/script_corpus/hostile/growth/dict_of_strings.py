# Fills a dict with string keys for ever.
# limits: steps=None
# expect: memory
d = {}
i = 0
while True:
    d['key ' + str(i)] = i
    i += 1  # attack
