# Calls with ever new keyword names from a dict.
# limits: steps=None
# expect: memory
def f(**kw):
    pass
i = 0
while True:
    f(**{'kw' + str(i): 1})
    i += 1  # attack
