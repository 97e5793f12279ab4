# __next__ that turns whatever stops it into StopIteration, driven by natives.
# expect: steps
class A:
    def __iter__(self):
        return self
    def __next__(self):
        try:
            while True:
                pass
        except:
            pass
        raise StopIteration
while True:
    list(A())  # attack
    tuple(A())
    ''.join(A())
