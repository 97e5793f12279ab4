# Prints in a __repr__ that print calls.
# limits: steps=None stdout=64KB
# expect: output
class A:
    def __repr__(self):
        while True:
            try:
                print('in repr')
            except BaseException:
                pass
print([A()])  # attack
