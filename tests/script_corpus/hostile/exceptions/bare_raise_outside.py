# A bare raise where nothing is being handled.
# expect: error
# error: SyntaxError
exec('raise')  # attack
