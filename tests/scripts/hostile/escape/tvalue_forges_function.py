# pkpy's raw value constructor given the type "nativefunc": code at a chosen address.
# policy: open
# expect: error|crashed
import pkpy
f = pkpy.TValue[int].__new__(type(len), 0x414141414140)  # attack
f(1)
