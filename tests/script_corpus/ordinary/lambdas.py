# Lambdas, sorting by key, map, filter, zip, any and all.
words = ['pear', 'fig', 'banana', 'kiwi', 'apple']
print(sorted(words), sorted(words, key=lambda w: len(w)), sorted(words, key=lambda w: (len(w), w)), sorted(words, reverse=True))
print(list(map(lambda x: x * 2, [1, 2, 3])), list(filter(lambda x: x > 1, [1, 2, 3])))
print(list(zip([1, 2, 3], 'abc')), list(enumerate('ab', 1)))
print(any([0, '', 3]), all([1, 'x', []]), any([]), all([]))
print(max(words), min(3, 1, 2), max([4, 9, 2]))
print((lambda x, y=2: x + y)(1), (lambda *a: len(a))(1, 2, 3))
print(list(reversed([1, 2, 3])), sum([1.5, 2.5]), abs(-3), round(2.567, 2), divmod(17, 5), 2 ** 10)
