# Makes range iterators by hand.
# expect: error
# error: TypeError
T = type(iter(range(3)))
T(range(3))
T(5)  # attack
