# Fills memory, frees it, fills it again: the limit must not creep.
# limits: steps=30000000 wall_time=20
# expect: ok
# stdout: done
def fill():
    a = []
    for i in range(100):
        a.append('x' * 50000)
    return len(a)
for i in range(30):
    fill()  # attack
print('done')
