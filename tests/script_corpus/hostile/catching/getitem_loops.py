# __getitem__, __setitem__ and __delitem__ that loop.
# expect: steps
class A:
    def __getitem__(self, i):
        try:
            while True:
                pass
        except:
            return 1
    def __setitem__(self, i, v):
        self[i]
    def __delitem__(self, i):
        self[i]
a = A()
while True:
    a[0] = 1  # attack
    del a[0]
