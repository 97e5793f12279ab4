# Clears the namespace of BaseException and raises.
# expect: error
# error: ValueError
BaseException.__dict__.clear()
raise ValueError('x')  # attack
