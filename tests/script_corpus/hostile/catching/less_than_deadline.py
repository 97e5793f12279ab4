# __lt__ that loops, inside sort, against the clock.
# limits: steps=None wall_time=0.1
# expect: wall_time
class A:
    def __lt__(self, other):
        try:
            while True:
                pass
        except:
            return True
    def __gt__(self, other):
        return False
[A(), A(), A()].sort()  # attack
