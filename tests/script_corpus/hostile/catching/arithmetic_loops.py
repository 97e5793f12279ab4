# Operator methods that loop.
# expect: steps
class A:
    def __add__(self, other):
        try:
            while True:
                pass
        except:
            return self
    def __radd__(self, other):
        return self + other
a = A()
while True:
    1 + a  # attack
