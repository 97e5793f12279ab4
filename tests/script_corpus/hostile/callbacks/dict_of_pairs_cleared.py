# dict() of a list of pairs that a key's __hash__ empties.
# policy: open
# expect: ok
# stdout: 1 ['some value']
import gc
class H:
    def __hash__(self):
        pairs.clear()
        gc.collect()
        junk.append([(i, [i]) for i in range(200)])
        return 5
    def __eq__(self, other):
        return self is other
    def __ne__(self, other):
        return self is not other
junk = []
pairs = [(H(), ['some value']) for i in range(10)]
d = dict(pairs)  # attack
print(len(d), list(d.values())[0])
