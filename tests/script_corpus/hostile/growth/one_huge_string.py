# Asks for one string of two gigabytes.
# expect: memory|error
s = 'x' * (2**31 - 100)  # attack
