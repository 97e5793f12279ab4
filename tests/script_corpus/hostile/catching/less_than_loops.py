# __lt__ that loops, inside sort.
# expect: steps
class A:
    def __lt__(self, other):
        try:
            while True:
                pass
        except:
            return True
    def __gt__(self, other):
        return False
[A(), A(), A()].sort()  # attack
