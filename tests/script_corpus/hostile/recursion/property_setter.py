# A setter that sets itself.
# expect: error
# error: RecursionError
def get(self):
    return 1
def put(self, v):
    self.x = v
class A:
    x = property(get, put)
A().x = 1  # attack
