# Swallows the memory limit and then loops for ever.
# limits: steps=None wall_time=5
# expect: memory
try:
    a = [0]
    while True:
        a = a + a  # attack
except BaseException:
    while True:
        pass
