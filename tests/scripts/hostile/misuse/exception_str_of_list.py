# BaseException.__str__ of a list.
# expect: error
# error: TypeError
BaseException.__str__([1, 2])
BaseException.__repr__(5)
