# __exit__ that says the exception is handled.
# expect: steps
class C:
    def __enter__(self):
        return self
    def __exit__(self, *args):
        return True
while True:
    with C():
        while True:  # attack
            pass
