# __next__ that shrinks the list that extend() is filling.
# expect: ok|error|steps|memory
class A:
    n = 0
    def __iter__(self):
        return self
    def __next__(self):
        a.clear()
        A.n += 1
        if A.n > 1000:
            raise StopIteration
        return 1
a = [1] * 100
a.extend(A())  # attack
