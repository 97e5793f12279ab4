# The Y combinator without end.
# expect: error
# error: RecursionError
(lambda f: f(f))(lambda f: f(f))  # attack
