# Replaces an exception class's __str__ and raises it uncaught.
# expect: error|steps|crashed|wall_time
# limits: wall_time=1
ValueError.__str__ = lambda self: 5
ValueError.__repr__ = lambda self: 5
raise ValueError('x')
