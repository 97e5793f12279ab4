# __bool__ that returns what is no bool.
# expect: error
# error: TypeError
class A:
    def __bool__(self):
        return 5
if A():  # attack
    pass
