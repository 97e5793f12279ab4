# Keeps instances with attributes for ever.
# limits: steps=None
# expect: memory
class A:
    def __init__(self):
        self.x = 1
        self.y = 2
a = []
while True:
    a.append(A())  # attack
