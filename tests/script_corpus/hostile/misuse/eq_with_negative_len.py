# Comparison that returns an object whose __len__ is -1.
# expect: error
# error: RuntimeError
# python error: ValueError
class L:
    def __len__(self):
        return -1
class A:
    def __eq__(self, other):
        return L()
    def __ne__(self, other):
        return L()
    def __lt__(self, other):
        return L()
    def __gt__(self, other):
        return L()
try:
    A() in [1]
except BaseException:
    pass
try:
    [A(), A()].sort()
except BaseException:
    pass
sorted([3, 2, 1], key=lambda x: A())  # attack
