# __eq__ clears the list that "in" walks.
# expect: ok
class A:
    def __eq__(self, other):
        a.clear()
        junk.append(['y' * 100] * 100)
        return False
    def __ne__(self, other):
        return True
junk = []
a = [A() for i in range(1000)]
5 in a  # attack
