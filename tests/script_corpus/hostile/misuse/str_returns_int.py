# __str__ that returns an int: the library reads it as a text.
# expect: error
# error: TypeError
class A:
    def __str__(self):
        return 5
print(A())  # attack
