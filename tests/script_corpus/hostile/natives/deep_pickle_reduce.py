# pickle of objects whose __reduce__ makes new objects for ever.
# policy: open
# expect: error|steps|memory
import pickle
class A:
    def __reduce__(self):
        return (A, (A(),))
pickle.dumps(A())  # attack
