# zip of endless ranges.
# expect: steps|memory
list(zip(range(10**15), range(10**15)))  # attack
