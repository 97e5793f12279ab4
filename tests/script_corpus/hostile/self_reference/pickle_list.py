# pickle.dumps of a list that contains itself.
# policy: open
# expect: error|crashed|memory
import pickle
a = []
a.append(a)
pickle.dumps(a)  # attack
