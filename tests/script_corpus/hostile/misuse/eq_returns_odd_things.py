# Comparison methods that return odd things, in natives that use them as truth.
# expect: ok
class A:
    def __init__(self, r):
        self.r = r
    def __eq__(self, other):
        return self.r
    def __ne__(self, other):
        return self.r
    def __lt__(self, other):
        return self.r
    def __gt__(self, other):
        return self.r
for r in [None, 'x', [], 5, 0.0, NotImplemented, ..., A, -1]:
    try:
        A(r) in [1, 2]
        [A(r), A(r)].sort()
        [A(r)] == [A(r)]
        {1: A(r)} == {1: A(r)}
        (A(r),) < (A(r),)  # attack
    except BaseException:
        pass
