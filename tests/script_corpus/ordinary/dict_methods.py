# Methods of dict, whose order is the order of insertion.
d = {'b': 2, 'a': 1}
d['c'] = 3
print(d, len(d), d['a'], d.get('z'), d.get('z', 0), 'a' in d, 'z' not in d)
d.update({'a': 10, 'e': 5})
print(list(d.keys()), list(d.values()), list(d.items()))
print(d.pop('b'), d.pop('nothing', None), d)
del d['a']
d['a'] = 'back'
print(d)
e = d.copy()
e.clear()
print(d, e, d == {'c': 3, 'e': 5, 'a': 'back'}, d != e)
for k in d:
    print(k, end=' ')
print()
for k, v in d.items():
    print(k, '=', v, end='; ')
print()
print(dict([('x', 1), ('y', 2)]), {1: 'int', 1.5: 'float', (1, 2): 'tuple', True: 'bool'})
words = 'the cat the dog the end'.split()
n = {}
for w in words:
    n[w] = n.get(w, 0) + 1
print(n, sorted(n.items(), key=lambda kv: -kv[1])[0])
print(e.popitem() if len(e) > 0 else 'empty')
