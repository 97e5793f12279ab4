# import * into a dict whose key's __eq__ runs while a name of the module is stored.
# expect: ok
# stdout: True True
# python stdout: True False
# python unreached: 27
def shifted_back(value, by):
    found = value
    for _ in range(64 // by + 1):
        found = value ^ (found >> by & (1 << 64 - by) - 1)
    return found

def hash_like_text(wanted):
    """What a __hash__ has to give for its dict to take the key for that text."""
    k = shifted_back(wanted * 4611686016279904257, 28)
    k = shifted_back(k * -3513665537849438403, 14)
    k = shifted_back(k * -3202076329775997639, 24)
    return (k + 1) * 9223367638806167551

like_pi = hash_like_text(hash('pi'))
compared = 0
class D:
    def __hash__(self):
        return like_pi
    def __eq__(self, other):
        global compared
        if type(other) is str:
            compared += 1  # attack
            import math
            for i in range(5):
                setattr(math, 'name' + str(compared) + '_' + str(i), [i])
        return False
    def __ne__(self, other):
        return True
g = {}
for i in range(50):
    g[D()] = i
exec('from math import *', g)
print('pi' in g, compared >= 50)
