# __len__ that returns numbers which are 0 or -1 as 32-bit numbers.
# expect: ok
class A:
    def __init__(self, n):
        self.n = n
    def __len__(self):
        return self.n
for n in [2**32, 2**32 - 1, -2**32, 2**63 - 1]:
    try:
        if A(n):  # attack
            pass
    except BaseException:
        pass
