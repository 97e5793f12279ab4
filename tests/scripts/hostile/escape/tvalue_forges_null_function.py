# The same with address zero: the fault's program counter is zero.
# policy: open
# expect: error|crashed
import pkpy
f = pkpy.TValue[int].__new__(type(len), 0)  # attack
f(1)
