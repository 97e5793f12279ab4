# __eq__ that loops, inside list.index.
# expect: steps
class A:
    def __eq__(self, other):
        try:
            while True:
                pass
        except:
            return True
    def __ne__(self, other):
        return False
while True:
    try:
        [1, 2, 3].index(A())  # attack
    except:
        pass
