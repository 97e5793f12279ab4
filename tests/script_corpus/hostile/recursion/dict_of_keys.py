# A dict key whose __eq__ looks the dict up.
# expect: error
# error: RecursionError
d = {}
class K:
    def __hash__(self):
        return 1
    def __eq__(self, other):
        return K() in d
    def __ne__(self, other):
        return False
d[K()] = 1
d[K()] = 2  # attack
