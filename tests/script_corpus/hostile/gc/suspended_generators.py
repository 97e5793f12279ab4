# Suspended generators keep their locals and operands.
# policy: open
# expect: ok
import gc
def g(i):
    x = ['local ' + str(i)]
    for y in [x, ['operand ' + str(i)]]:
        yield [x, y]
its = [g(i) for i in range(200)]
for it in its:
    next(it)
gc.collect()
junk = [['junk ' + str(i)] for i in range(5000)]
for it in its:
    str(next(it))  # attack
