# list() inside __iter__ inside list(): a native frame each.
# expect: error
# error: RecursionError
class A:
    def __iter__(self):
        return iter(list(A()))
list(A())  # attack
