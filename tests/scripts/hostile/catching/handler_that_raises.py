# The expression after "except" raises itself.
# expect: steps
# limits: wall_time=1
def f():
    raise ValueError('in the handler')
try:
    1 / 0
except f():
    pass
