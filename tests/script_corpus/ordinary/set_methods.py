# Methods and operators of set.
a = {1, 2, 3}
b = set([3, 4])
a.add(5)
a.add(1)
print(sorted(list(a)), len(a), 2 in a, 9 in a)
print(sorted(list(a | b)), sorted(list(a & b)), sorted(list(a - b)), sorted(list(a ^ b)))
a.discard(99)
a.remove(5)
print(a, set(), a == {3, 2, 1}, a != b)
print({1, 2}.issubset(a), a.issuperset({1}), a.isdisjoint({7}))
a.update([7, 8])
print(sorted(list(a)), sorted(list(a.copy())), list(set('hello')) == list(set('hello')))
try:
    a.remove(1000)
except KeyError as e:
    print('KeyError', e)
