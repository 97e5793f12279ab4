# Disassembles a large function for ever.
# policy: open
# limits: steps=None stdout=64KB
# expect: output
import dis
def f():
    return [1, 2, 3]
while True:
    dis.dis(f)  # attack
