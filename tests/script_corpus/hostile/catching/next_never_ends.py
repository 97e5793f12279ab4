# __next__ that always has one more, driven by list().
# expect: steps
class A:
    def __iter__(self):
        return self
    def __next__(self):
        return 1
list(A())  # attack
