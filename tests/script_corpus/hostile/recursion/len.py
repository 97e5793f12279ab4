# __len__ that measures itself.
# expect: error
# error: RecursionError
class A:
    def __len__(self):
        return len(self)
len(A())  # attack
