# Equal items keep their order, also in reverse.
# expect: ok
# stdout: True True True
a = [(i * 7919 % 13, i) for i in range(1000)]
up = sorted(a, key=lambda x: x[0])
down = sorted(a, key=lambda x: x[0], reverse=True)  # attack
good = True
for i in range(999):
    if down[i][0] == down[i + 1][0] and down[i][1] > down[i + 1][1] or down[i][0] < down[i + 1][0]:
        good = False
print(good, up == sorted(a), sorted(down) == up)
