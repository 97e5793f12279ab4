# __eq__ empties the list from which remove() is about to delete.
# expect: ok
class A:
    def __eq__(self, other):
        a.clear()
        return True
    def __ne__(self, other):
        return False
a = [A() for i in range(1000)]
a.remove(5)  # attack
print(len(a) < 0)
