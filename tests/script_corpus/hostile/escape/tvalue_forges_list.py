# pkpy's raw value constructor given the type "list": a list at a chosen address.
# policy: open
# expect: error
# error: TypeError
import pkpy
T = pkpy.TValue[int]
x = T.__new__(list, 0x4141414141414141)  # attack
len(x)
