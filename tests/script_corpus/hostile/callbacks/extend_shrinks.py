# The iterator that a list is extended by empties the list.
# expect: ok
# stdout: [3]
class I:
    n = 0
    def __iter__(self):
        return self
    def __next__(self):
        I.n += 1
        if I.n > 3:
            raise StopIteration
        a.clear()
        junk.append(['x' * 30] * 100)
        return I.n
junk = []
a = [0] * 1000
a.extend(I())  # attack
print(a)
