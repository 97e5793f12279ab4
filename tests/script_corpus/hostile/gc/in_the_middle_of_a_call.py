# Collects while arguments, keywords and star-arguments are only on the stack.
# policy: open
# limits: steps=3000000
# expect: ok
import gc
def c(x):
    gc.collect()
    junk = [['junk ' + str(i)] for i in range(500)]
    return x
def f(a, b, *args, **kw):
    return str(a) + str(b) + str(args) + str(kw)
for i in range(20):
    f(['a' * 20], c(['b' * 20]), *[['c' * 20], c(['d' * 20])], e=['e' * 20], g=c(['g' * 20]))  # attack
