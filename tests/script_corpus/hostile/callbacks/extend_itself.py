# A list extended by itself: what is copied moves while it is copied.
# expect: ok
# stdout: True
a = [7] * 3
n = 3
while n < 100000:
    a.extend(a)  # attack
    n = n * 2
print(a == [7] * n)
