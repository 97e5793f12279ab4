# A dict is changed while it is compared, and while it is shown.
# expect: ok
# stdout: RuntimeError RuntimeError RuntimeError 3
# python stdout: RuntimeError RuntimeError 0
class V:
    def __eq__(self, other):
        target.clear()
        return True
    def __ne__(self, other):
        return False
    def __repr__(self):
        target.clear()
        return 'V'
a = {1: V(), 2: V(), 3: V()}
b = {1: V(), 2: V(), 3: V()}
outcomes = []
for target, f in [(a, lambda: a == b), (b, lambda: a == b), (a, lambda: repr(a))]:
    try:
        f()  # attack
    except RuntimeError as e:
        outcomes.append('RuntimeError')
print(' '.join(outcomes), len(a))
