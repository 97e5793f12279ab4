# The plainest endless loop.
# expect: steps
while True:  # attack
    pass
