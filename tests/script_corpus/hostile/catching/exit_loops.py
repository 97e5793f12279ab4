# __exit__ that loops.
# expect: steps
class C:
    def __enter__(self):
        return self
    def __exit__(self, *args):
        while True:
            pass
with C():  # attack
    pass
