# Sorting algorithms that agree with each other.
import random
random.seed(99)


def quick(a):
    if len(a) < 2:
        return a
    p = a[len(a) // 2]
    return quick([x for x in a if x < p]) + [x for x in a if x == p] + quick([x for x in a if x > p])


def merge(a):
    if len(a) < 2:
        return a
    m = len(a) // 2
    l, r = merge(a[:m]), merge(a[m:])
    out, i, j = [], 0, 0
    while i < len(l) and j < len(r):
        if l[i] <= r[j]:
            out.append(l[i])
            i += 1
        else:
            out.append(r[j])
            j += 1
    return out + l[i:] + r[j:]


def insertion(a):
    a = a.copy()
    for i in range(1, len(a)):
        x, j = a[i], i
        while j > 0 and a[j - 1] > x:
            a[j] = a[j - 1]
            j -= 1
        a[j] = x
    return a


a = [random.randint(0, 100) for _ in range(60)]
print(quick(a) == sorted(a), merge(a) == sorted(a), insertion(a) == sorted(a))
print(sorted(a)[:10])
people = [('Bo', 30), ('Al', 25), ('Cy', 30), ('Di', 25)]
people.sort(key=lambda p: p[1])
print(people)
people.sort(key=lambda p: p[0], reverse=True)
print(people)
