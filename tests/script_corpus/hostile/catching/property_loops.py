# A property getter that loops, through getattr with a default.
# expect: steps
class A:
    @property
    def x(self):
        try:
            while True:
                pass
        except:
            return 1
a = A()
while True:
    try:
        getattr(a, 'x', 2)  # attack
    except:
        pass
