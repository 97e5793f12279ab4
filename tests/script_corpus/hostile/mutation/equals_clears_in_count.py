# __eq__ clears the list that count() walks.
# expect: ok
class A:
    def __eq__(self, other):
        a.clear()
        return True
    def __ne__(self, other):
        return False
a = [A() for i in range(1000)]
a.count(5)  # attack
