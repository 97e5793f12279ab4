# Recursion in the middle of an expression with many pending operands.
# expect: error
# error: RecursionError
src = 'def f(n):\n    return (' + 'n, ' * 40 + 'f(n))'
exec(src)
f(0)  # attack
