# A format width of a billion in an f-string.
# expect: memory
x = 1
f'{x:0>999999999}'  # attack
