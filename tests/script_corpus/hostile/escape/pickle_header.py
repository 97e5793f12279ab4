# Pickle headers without an end, with huge numbers and long module names.
# policy: open
# expect: crashed|error|ok|memory
import pickle
magic = [240, 159, 165, 149]
for tail in [b'', b'5', b'(', b'5(x', b'5(x)', b'5(' + b'a' + b'.' + b'b' + b')', b'\n', b'\n99999999999\n', b'\n-5\n', b'\nx\n', b'5(a.b.c)\n0\n', b'99999(int)\n0\n', b'\n2000000000\n']:
    try:
        pickle.loads(bytes(magic) + tail)  # attack
    except BaseException:
        pass
