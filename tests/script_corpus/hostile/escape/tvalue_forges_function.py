# pkpy's raw value constructor given the type "nativefunc": code at a chosen address.
# policy: open
# expect: error
# error: TypeError
import pkpy
T = pkpy.TValue[int]
f = T.__new__(type(len), 0x414141414140)  # attack
f(1)
