a, b, c = 1, 2, 3
a, b, c = c, a, b
print(a, b, c)
l = [1, 2, 3, 4]
l[0], l[-1] = l[-1], l[0]
l[1:3] = l[2:0:-1]
print(l)
x = [0, 1, 2]
i = 0
i, x[i] = 2, 9
print(i, x)
(p, q), r = divmod(17, 5), "r"
print(p, q, r)
for k, (m, *n) in enumerate([(1, 2, 3), "ab"]):
    print(k, m, n)
