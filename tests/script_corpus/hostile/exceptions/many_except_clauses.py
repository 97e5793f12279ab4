# More except clauses than the compiler allows.
# expect: error
# error: SyntaxError
# python expect: ok
exec('try:\n    pass\n' + 'except ValueError:\n    pass\n' * 20)  # attack
