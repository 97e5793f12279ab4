# __enter__ that enters itself.
# expect: error
# error: RecursionError
class A:
    def __enter__(self):
        with self:
            pass
    def __exit__(self, *args):
        pass
with A():  # attack
    pass
