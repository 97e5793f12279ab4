# Maps an endless function over an array.
# expect: steps
import array2d
a = array2d.array2d(1000, 100)
def f(x):
    while True:
        pass
a.map(f)  # attack
