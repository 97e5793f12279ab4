# Uses 70,000 names as keyword arguments in one dict: the library's table of names has an end.
# limits: steps=5000000 memory=128MB
# expect: ok|error|crashed|memory
def f(**kw):
    return len(kw)
for i in range(70000):
    f(**{'kw' + str(i): 1})  # attack
