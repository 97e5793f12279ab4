# Prints NULs, which end C strings.
# expect: ok
print('before\0after')  # attack
