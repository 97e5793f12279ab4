# __next__ that loops, driven by list().
# expect: steps
class A:
    def __iter__(self):
        return self
    def __next__(self):
        try:
            while True:
                pass
        except:
            return 1
list(A())  # attack
