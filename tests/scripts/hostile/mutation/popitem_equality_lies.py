# popitem() of a key that is never equal to itself.
# expect: ok|error
d = {float('nan'): 1}
d.popitem()  # attack
