# Pickles of random bytes behind a true header.
# policy: open
# expect: crashed|error|ok|memory|wall_time
# limits: wall_time=2
import pickle
import random
random.seed(4)
for n in range(200):
    body = [random.randint(0, 255) for i in range(50)]
    try:
        pickle.loads(bytes([240, 159, 165, 149, 10, 48, 10] + body))  # attack
    except BaseException:
        pass
