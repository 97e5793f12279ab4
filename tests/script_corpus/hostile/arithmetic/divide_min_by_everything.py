# The smallest int divided by and dividing many numbers.
# expect: ok
m = -2**63
for d in [1, -1, 2, -2, 3, -3, 2**62, 2**63 - 1, -2**63]:
    m // d
    m % d
    d // m
    d % m  # attack
