# Keys whose __hash__ is constant: each insertion compares with all before.
# expect: steps
class K:
    def __hash__(self):
        return 1
    def __eq__(self, other):
        return self is other
    def __ne__(self, other):
        return self is not other
d = {}
while True:
    d[K()] = 1  # attack
