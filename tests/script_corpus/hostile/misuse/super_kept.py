# Keeps super objects and uses them after their instances are gone.
# policy: open
# expect: ok
import gc
class A:
    def f(self):
        return self.x
class B(A):
    def __init__(self):
        self.x = 'text of some length ' * 3
    def s(self):
        return super()
ss = [B().s() for i in range(100)]
gc.collect()
junk = ['junk' * 10 for i in range(5000)]
for s in ss:
    str(s.f())  # attack
