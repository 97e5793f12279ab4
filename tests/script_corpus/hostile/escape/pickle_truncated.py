# Pickles cut off at every length.
# policy: open
# expect: crashed|error|ok|memory
import pickle
data = pickle.dumps([1, 'two', 3.0, {'four': (5, 6)}])
for n in range(len(data)):
    try:
        pickle.loads(data[:n])  # attack
    except BaseException:
        pass
