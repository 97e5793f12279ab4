# A chain of 50,000 comparisons.
# limits: memory=128MB
# expect: error
# error: SyntaxError
exec('1' + '<1' * 50000)  # attack
