# __repr__ drops and collects the nested list that is being shown.
# policy: open
# expect: ok
# stdout: True
import gc
class R:
    def __repr__(self):
        a.clear()
        gc.collect()
        junk.append([[i] * 5 for i in range(200)])
        return 'R'
junk = []
a = [[[R(), R(), 'some text']], 5, 6]
s = repr(a)  # attack
print(s.startswith("[[[R, R, 'some text']]"))
