# Objects whose __reduce__ makes the loader call what they choose.
# policy: open
# expect: ok|error|crashed
import pickle
class A:
    def __reduce__(self):
        return (exec, ('print("called by the loader")',))
try:
    pickle.loads(pickle.dumps(A()))
except BaseException:
    pass
class B:
    def __reduce__(self):
        return (list, 5)
pickle.dumps(B())  # attack
