# random's functions with odd arguments.
# expect: ok
import random
for f in [random.randint, random.choice, random.choices, random.shuffle, random.uniform, random.seed]:
    for args in [(), (1,), (1, 2), (2, 1), ([],), ([1], [0]), ([1], [-1]), ([1, 2], [1]), ([1], ['a']), ('',), ('é',), (-2**63, 2**63 - 1), (0, 2**32 - 1), (float('nan'), 1)]:
        try:
            f(*args)  # attack
        except BaseException:
            pass
