# Calls list's methods with a chosen address as self.
# expect: error
# error: TypeError
list.append(0x414141414141, 2)  # attack
