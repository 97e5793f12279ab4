# Powers with the largest exponents.
# expect: ok
# python expect: error
# python error: MemoryError
# python unreached: 8
for i in range(100):
    3 ** (2**62)
    2 ** (2**63 - 1)  # attack
