# The same natives used as they are meant to be.
# expect: ok
# stdout: 3 [1, 2] 2 abc True x
a = [1]
list.append(a, 2)
class L(dict):
    def get(self, k):
        return dict.get(self, k, 'nothing')
d = L()
dict.update(d, {'k': 'x'})
print(int.__add__(1, 2), a, tuple.__len__((1, 2)), str.lower('ABC'), list.__contains__([1], 1), d.get('k'))  # attack
