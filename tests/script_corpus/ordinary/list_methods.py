# Methods and operators of list.
a = [3, 1, 2]
a.append(5)
a.extend([4, 6])
a.insert(0, 0)
print(a, len(a), a.index(5), a.count(1), 4 in a, 9 in a)
print(a.pop(), a.pop(0), a)
a.remove(5)
print(a)
a.sort()
print(a)
a.reverse()
print(a, a[1:], a[:-1], a[::-1], a[::2], a[-2:])
b = a.copy()
b.clear()
print(a, b, a + [9], [0] * 3, [1, 2] == [1, 2], [1] != [2])
del a[0]
a[0] = 'x'
print(a)
c = list(range(10))
del c[2:5]
print(c, list('abc'), list((1, 2)), min(c), max(c), sum(c))
x, y, *rest = c
print(x, y, rest)
