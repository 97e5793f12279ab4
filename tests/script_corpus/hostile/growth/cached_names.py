# Uses 70,000 names as keyword arguments in one dict: more than the library's table holds.
# limits: steps=5000000 memory=128MB
# expect: ok
# stdout: 70000
def f(**kw):
    return len(kw)
n = 0
for i in range(70000):
    n += f(**{'kw' + str(i): 1})  # attack
print(n)
