# Makes closures for ever and keeps them.
# limits: steps=None
# expect: memory
def make(i):
    big = [i] * 100
    def f():
        return big
    return f
a = []
i = 0
while True:
    a.append(make(i))
    i += 1  # attack
