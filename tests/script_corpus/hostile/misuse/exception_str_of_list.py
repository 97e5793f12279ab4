# BaseException.__str__ of a list.
# expect: error
# error: TypeError
BaseException.__str__([1, 2])  # attack
BaseException.__repr__(5)
