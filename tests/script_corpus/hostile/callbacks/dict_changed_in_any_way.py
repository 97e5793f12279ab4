# Each way to change a dict, from the __eq__ of its key.
# expect: ok
# stdout: 6 2
class K:
    def __hash__(self):
        return 1
    def __eq__(self, other):
        change()
        return False
    def __ne__(self, other):
        return True
def store():
    d[5] = 1
def delete():
    del d['x']
change = lambda: None
d = {K(): 1, 'x': 2}
refused = 0
changes = [store, delete, lambda: d.clear(), lambda: d.pop('x'), lambda: d.popitem(),
           lambda: d.update({1: 2})]
for change in changes:
    try:
        d.get(K())  # attack
    except RuntimeError:
        refused += 1
print(refused, len(d))
