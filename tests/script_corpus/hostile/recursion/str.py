# __str__ that formats itself.
# expect: error
# error: RecursionError
class A:
    def __str__(self):
        return '{}'.format(self)
str(A())  # attack
