# break, continue and return out of nested handlers, then errors after that.
# expect: ok
def f(n):
    for i in range(n):
        try:
            1 / 0
        except ZeroDivisionError:
            try:
                [][1]
            except IndexError:
                if i % 3 == 0:
                    continue
                if i % 7 == 6:
                    break
    try:
        raise KeyError('x')
    except KeyError:
        return n
for n in range(200):
    f(n)  # attack
