# popitem() of a key that is never equal to itself.
# expect: error
# error: RuntimeError
# python expect: ok
d = {float('nan'): 1}
d.popitem()  # attack
