# The same with address zero: the fault's program counter is zero.
# policy: open
# expect: error
# error: TypeError
import pkpy
T = pkpy.TValue[int]
f = T.__new__(type(len), 0)  # attack
f(1)
