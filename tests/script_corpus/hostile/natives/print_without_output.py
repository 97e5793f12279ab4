# print of nothing at all for ever: no output limit is reached.
# expect: steps
while True:
    print(end='')  # attack
