# Swallows the output limit and then loops for ever.
# limits: steps=None wall_time=5
# expect: output
try:
    while True:
        print('x' * 1000)  # attack
except BaseException:
    while True:
        pass
