# dict.get and pop with no arguments at all.
# expect: error
# error: TypeError
d = {1: 2}
try:
    d.get()
except BaseException:
    pass
dict.get()  # attack
