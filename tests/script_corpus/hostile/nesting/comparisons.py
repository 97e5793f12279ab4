# A chain of 50,000 comparisons.
# limits: memory=128MB
# expect: error
# error: SyntaxError
# python expect: ok
exec('1' + '<1' * 50000)  # attack
