# __iter__ that loops.
# expect: steps
class A:
    def __iter__(self):
        try:
            while True:
                pass
        except:
            return iter([1])
while True:
    try:
        for x in A():  # attack
            pass
    except:
        pass
