# Random's methods on others, and Random.__new__ of list.
# expect: error
# error: TypeError
from random import Random
try:
    Random.random([1, 2])  # attack
except BaseException:
    pass
a = Random.__new__(list)  # attack
len(a)
str(a)
