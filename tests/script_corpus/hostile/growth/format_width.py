# A format width of a billion.
# expect: memory
'{:999999999}'.format(1)  # attack
