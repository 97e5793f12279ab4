# A set comprehension after set has lost its add method.
# expect: error|crashed
# python unreached: 5
del set.add
x = {i for i in range(3)}  # attack
