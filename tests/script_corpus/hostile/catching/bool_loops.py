# __bool__ that loops.
# expect: steps
class A:
    def __bool__(self):
        try:
            while True:
                pass
        except:
            return True
while A():  # attack
    pass
