# The list is shorter than the index of what remove() has found.
# expect: ok
# stdout: [1, 2]
class E:
    def __eq__(self, other):
        while len(a) > 2:
            a.pop()
        return True
    def __ne__(self, other):
        return False
a = [1, 2, 3, 4, 5, 6, E()]
a.remove('x')  # attack
print(a)
