# A repeat count whose product overflows 32 bits: the buffer is smaller than what is copied into it.
# expect: memory|error
s = 'abcdefgh' * (2**29 + 1)  # attack
