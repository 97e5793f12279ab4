# __repr__ clears the list that is being shown.
# expect: ok
class A:
    def __repr__(self):
        a.clear()
        for i in range(100):
            junk.append([i] * 1000)
        return 'A'
junk = []
a = [A() for i in range(1000)]
repr(a)  # attack
