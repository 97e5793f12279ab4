# The expression after "except" raises itself.
# expect: error
# error: ValueError
def f():
    raise ValueError('in the handler')
try:
    1 / 0  # attack
except f():
    pass
