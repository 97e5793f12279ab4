# apply() whose function changes the array.
# expect: ok
import array2d
a = array2d.array2d(10, 10, 1)
def f(x):
    a[0, 0] = [1] * 100
    a[9, 9] = 'x' * 100
    return x
a.apply(f)
a.map(f)
str(a.tolist())  # attack
