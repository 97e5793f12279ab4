# eval of a string that evals itself: native and bytecode frames alternate on the C stack.
# expect: error
# error: RecursionError
s = 'eval(s)'
eval(s)  # attack
