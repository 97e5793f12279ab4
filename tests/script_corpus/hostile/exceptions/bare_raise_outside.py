# A bare raise where nothing is being handled.
# expect: error
# error: SyntaxError
# python error: RuntimeError
exec('raise')  # attack
