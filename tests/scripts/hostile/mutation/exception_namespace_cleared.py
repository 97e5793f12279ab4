# Clears the namespace of BaseException and raises.
# expect: error|ok
BaseException.__dict__.clear()
raise ValueError('x')  # attack
