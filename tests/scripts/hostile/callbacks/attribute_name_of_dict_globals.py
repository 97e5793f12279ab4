# import * into a dict whose key's __eq__ runs while a name of the module is stored.
# expect: ok
# stdout: True
class D:
    def __hash__(self):
        return hash('pi')
    def __eq__(self, other):
        return False
    def __ne__(self, other):
        return True
g = {}
for i in range(50):
    g[D()] = i
exec('from math import *', g)  # attack
print('pi' in g)
