# __lt__ grows the list that is being sorted.
# expect: error
# error: ValueError
class A:
    def __lt__(self, other):
        if len(a) < 50000:
            a.extend([self] * 1000)
        return id(self) < id(other)
    def __gt__(self, other):
        return False
a = [A() for i in range(100)]
a.sort()  # attack
