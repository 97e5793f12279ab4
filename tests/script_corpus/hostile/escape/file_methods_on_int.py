# The file type's methods on a chosen address.
# policy: open
# expect: error
# error: TypeError
# python error: AttributeError
open.read(0x414141414141)  # attack
