# __new__ that loops.
# expect: steps
class A:
    def __new__(cls):
        try:
            while True:
                pass
        except:
            return 1
while True:
    A()  # attack
