# __contains__ that loops.
# expect: steps
class A:
    def __contains__(self, x):
        try:
            while True:
                pass
        except:
            return True
while 1 in A():  # attack
    pass
