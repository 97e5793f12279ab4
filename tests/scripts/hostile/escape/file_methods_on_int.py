# The file type's methods on a chosen address.
# policy: open
# expect: error|crashed
open.read(0x414141414141)
