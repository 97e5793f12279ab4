# A pickle header whose module name is longer than the library's buffer on the stack.
# policy: open
# expect: crashed|error
import pickle
pickle.loads(bytes([240, 159, 165, 149]) + ('5(' + 'm' * 5000 + '.x)\n0\n').encode())  # attack
