# Clears the namespace of BaseException and raises.
# expect: error
# error: ValueError
# python error: AttributeError
# python unreached: 7
BaseException.__dict__.clear()
raise ValueError('x')  # attack
