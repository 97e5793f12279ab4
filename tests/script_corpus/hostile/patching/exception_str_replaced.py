# Replaces an exception class's __str__ and raises it uncaught.
# expect: error
# error: ValueError
# limits: wall_time=1
# python error: TypeError
# python unreached: 9
ValueError.__str__ = lambda self: 5
ValueError.__repr__ = lambda self: 5
raise ValueError('x')  # attack
