# Looks at and into a code object.
# expect: error
# error: TypeError
c = compile('x = 1', 'f', 'exec')
str(c)
c == c
try:
    hash(c)
except BaseException:
    pass
dir(c)
type(c).__new__(type(c))  # attack
