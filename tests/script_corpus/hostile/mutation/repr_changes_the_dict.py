# __repr__ changes the dict that is being shown.
# expect: error
# error: RuntimeError
# python expect: ok
class A:
    def __repr__(self):
        d.clear()
        for i in range(1000):
            d[i] = 'x' * 50
        return 'A'
d = {}
for i in range(100):
    d[i] = A()
repr(d)  # attack
