# Lists a class's attributes for ever.
# limits: steps=None wall_time=0.1
# expect: wall_time
class A:
    pass
for i in range(2000):
    setattr(A, 'a' + str(i), i)
while True:
    A.__dict__.items()  # attack
