# __str__ that returns None.
# expect: error
# error: TypeError
class A:
    def __str__(self):
        return None
f'{A()}'  # attack
