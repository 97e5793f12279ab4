# BaseException.__str__ of a list.
# expect: error|crashed|ok
BaseException.__str__([1, 2])
BaseException.__repr__(5)
