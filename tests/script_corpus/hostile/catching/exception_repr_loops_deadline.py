# An uncaught exception whose argument's __str__ loops, against the clock.
# limits: steps=None wall_time=0.1
# expect: wall_time
class A:
    def __str__(self):
        while True:
            try:
                while True:
                    pass
            except:
                pass
    def __repr__(self):
        return str(self)
raise ValueError(A())  # attack
