# Updates a dict with itself and with one that changes meanwhile.
# expect: ok
d = {1: 1, 2: 2}
d.update(d)
class K:
    def __hash__(self):
        return 1
    def __eq__(self, other):
        e.clear()
        return False
    def __ne__(self, other):
        return True
e = {}
e[K()] = 1
d[K()] = 1
d.update(e)  # attack
