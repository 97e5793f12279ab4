# Loops, else branches of conditions, break, continue, while, ternaries and short circuits.
for i in range(10):
    if i == 2:
        continue
    elif i == 5:
        break
    else:
        print(i, end=' ')
print()
n, steps = 27, 0
while n != 1:
    n = n // 2 if n % 2 == 0 else 3 * n + 1
    steps += 1
print(steps)
print(1 < 2 < 3, 1 < 2 > 3, not True, True and False or True, None or 'default', 0 and 1)
x = 5
print('big' if x > 3 else 'small', 'odd' if x % 2 else 'even')
while True:
    x -= 1
    if x < 0:
        break
    if x % 2:
        continue
    print(x, end=',')
print()
for i in range(3):
    for j in range(3):
        if j == i:
            break
        print((i, j), end='')
print()
for k in range(10, 0, -3):
    print(k, end=' ')
print(list(range(5, 2)), list(range(0, 10, 4)))
