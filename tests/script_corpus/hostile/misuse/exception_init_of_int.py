# BaseException.__init__ writes its argument into whatever self is.
# expect: error
# error: TypeError
BaseException.__init__(0x414141414141, 1)  # attack
