# A repeat count whose product is negative as a 32-bit number.
# expect: memory|error
s = 'abcdefgh' * (2**28 + 5)  # attack
