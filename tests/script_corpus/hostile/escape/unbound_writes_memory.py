# BaseException.__init__ of a number would write memory at a chosen address.
# expect: error
# error: TypeError
BaseException.__init__(140000000000000, 'written')  # attack
