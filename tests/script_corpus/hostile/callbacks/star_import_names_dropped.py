# import * into a dict whose key's __eq__ drops the names in __all__ that are being read.
# expect: ok
# stdout: 400 True
# python stdout: 0 True
# python unreached: 30
import math

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

compared = 0
junk = []
class Key:
    def __hash__(self):
        return hash_like_text(hash('aa'))
    def __ne__(self, other):
        return True
    def __eq__(self, other):
        global compared
        compared += 1  # attack
        math.__all__.clear()
        math.__all__.extend([1] * 20)
        for i in range(3):
            junk.append([0x41414141] * 80)
        return False

math.aa = 1
math.bb = 2
math.__all__ = ['aa', 'bb'] * 400
names = {Key(): 1}
exec('from math import *', names)
print(compared, 'bb' in names)
