# count and index over a large array with a slow __eq__.
# expect: steps
import array2d
class A:
    def __eq__(self, other):
        for i in range(1000):
            pass
        return False
    def __ne__(self, other):
        return True
a = array2d.array2d(100, 100, lambda p: A())
a.index(A())  # attack
