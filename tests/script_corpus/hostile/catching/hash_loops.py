# __hash__ that loops, inside dict insertion.
# expect: steps
class A:
    def __hash__(self):
        try:
            while True:
                pass
        except:
            return 1
    def __eq__(self, other):
        return True
    def __ne__(self, other):
        return False
d = {}
while True:
    try:
        d[A()] = 1  # attack
    except:
        pass
