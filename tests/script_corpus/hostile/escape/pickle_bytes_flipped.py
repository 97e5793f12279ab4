# Pickles with one byte changed.
# policy: open
# expect: crashed|error|ok|memory|wall_time
# limits: wall_time=2
import pickle
import random
random.seed(3)
data = pickle.dumps([1, 'two', 3.0, {'four': (5, 6)}, int, len])
raw = [data[i] for i in range(len(data))]
for n in range(500):
    r = raw.copy()
    r[random.randint(4, len(r) - 1)] = random.randint(0, 255)
    try:
        pickle.loads(bytes(r))  # attack
    except BaseException:
        pass
