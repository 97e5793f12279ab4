# __iter__ that returns things that are no iterators.
# expect: ok
class A:
    def __init__(self, r):
        self.r = r
    def __iter__(self):
        return self.r
for r in [None, 5, 'x', [], A]:
    try:
        for x in A(r):  # attack
            pass
    except BaseException:
        pass
    try:
        list(A(r))  # attack
        ''.join(A(r))
    except BaseException:
        pass
