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
<<<<<<< HEAD
    str(g())  # attack
=======
    right = right and g() == [[1]] * 5
print(right and l['a'] == 12345)
>>>>>>> 386db22 (Nothing per VM in a global; regions at random places; class bodies, names, classes and long blocks no longer crash)
