# getattr and setattr without arguments: the library looks at arguments before it counts them.
# expect: error
# error: TypeError
getattr()  # attack
