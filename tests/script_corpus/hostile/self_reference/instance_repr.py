# An instance whose __repr__ formats the instance.
# expect: error
# error: RecursionError
class A:
    def __repr__(self):
        return f'{self}'
print(A())  # attack
