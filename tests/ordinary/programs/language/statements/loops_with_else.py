for n in range(2, 12):
    for d in range(2, n):
        if n % d == 0:
            print(n, "=", d, "*", n // d)
            break
    else:
        print(n, "is prime")
i = 0
while i < 3:
    i += 1
    if i == 2:
        continue
    print("i", i)
else:
    print("while else")
while True:
    i += 1
    if i > 5: break
else:
    print("never")
for x in []:
    pass
else:
    print("empty else")
def first_even(xs):
    for x in xs:
        if x % 2 == 0:
            return x
    else:
        return "none"
print(first_even([1, 3]), first_even([1, 4]))
for i in range(3):
    for j in range(3):
        if j == 1: continue
        if i == 1: break
        print(i, j)
    else:
        print("inner done", i)
lst = [1, 2, 3, 4]
for x in lst[:]:
    if x % 2: lst.remove(x)
print(lst)
grow = [1]
for g in grow:
    if g < 5: grow.append(g + 1)
print(grow)
for k in {"a": 1}: pass
print(k)
