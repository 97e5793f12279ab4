# pkpy's raw value constructor given the type "list": a list at a chosen address.
# policy: open
# expect: error|crashed|ok
import pkpy
x = pkpy.TValue[int].__new__(str, 0x4141414141414141)  # attack
print(x)
