# Keys of a partial's keywords give it other parts while they are hashed.
# expect: ok
# dialect: python
# limits: steps=5000000
# stdout: TypeError
# stdout: 24
import functools
import gc

def count(*arguments, **keywords):
    return len(keywords)

class Changes:
    def __hash__(self):
        global hashed, junk
        hashed += 1
        if hashed > 1:
            changed.__setstate__((count, (), {}, {}))
            gc.collect()
            junk = [{i: i} for i in range(3000)] + [(1.5, 2.5, 3.5) for i in range(3000)]
        return 1

def fill():
    global hashed, changed
    hashed = 0
    changed = functools.partial(count, a=1, b=2)
    changed.keywords[Changes()] = 1
    for i in range(20):
        changed.keywords['k' + str(i)] = i

fill()
try:
    changed(z=1)  # attack
except TypeError:
    print('TypeError')
fill()
other = functools.partial(changed, z=1)  # attack
print(len(other.keywords))
