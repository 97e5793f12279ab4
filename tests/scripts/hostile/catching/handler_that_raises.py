# The expression after "except" raises itself.
# expect: steps|error|wall_time
# limits: wall_time=1
def f():
    raise ValueError('in the handler')
try:
    1 / 0
except f():
    pass
