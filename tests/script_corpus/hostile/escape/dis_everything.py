# Disassembles everything that can be reached.
# policy: open
# limits: stdout=4MB
# expect: ok|error|crashed
import dis
import collections
for f in [collections.deque.append, lambda: 1, compile('x = [i for i in range(3)]\nclass A:\n  x: int = 1\n', 'f', 'exec'), len, 5, None]:
    try:
        dis.dis(f)  # attack
    except TypeError:
        pass
