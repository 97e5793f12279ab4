# __init__ that loops.
# expect: steps
class A:
    def __init__(self):
        try:
            while True:
                pass
        except:
            pass
while True:
    A()  # attack
