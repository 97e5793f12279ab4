# Writes through the locals() of a dead frame while other frames use that stack.
# expect: ok
# stdout: True
def f():
    a = b = c = d = e = 1
    return locals()
l = f()
def g():
    p = q = r = s = t = [1]
    for n in ['a', 'b', 'c', 'd', 'e']:
        try:
            exec(n + ' = 12345', None, l)
        except NameError:
            pass
    return [p, q, r, s, t]
right = True
for i in range(100):
    right = right and g() == [[1]] * 5  # attack
print(right and l['a'] == 12345)
