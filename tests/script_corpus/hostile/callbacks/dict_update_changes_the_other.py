# update() from a dict that a key's __hash__ or __eq__ changes.
# expect: ok
# stdout: RuntimeError
# stdout: RuntimeError
# stdout: 1 1
# python stdout: RuntimeError
# python stdout: 2 0
class H:
    def __hash__(self):
        if change == 'hash':
            other.clear()
        return 5
    def __eq__(self, right):
        if change == 'eq':
            for i in range(100):
                other[i] = i
        return False
    def __ne__(self, right):
        return True
change = ''
d = {H(): 1}
other = {H(): 2}
for change in ['hash', 'eq']:
    try:
        d.update(other)  # attack
    except RuntimeError:
        print('RuntimeError')
print(len(d), len(other))
