# __missing__ of a dict subclass that loops.
# expect: steps
class D(dict):
    def __missing__(self, key):
        try:
            while True:
                pass
        except:
            return 1
d = D()
while True:
    try:
        d[1]  # attack
    except:
        pass
