# A module with 70,000 functions: their number does not fit 16 bits.
# limits: memory=256MB wall_time=20
# expect: error
# error: SyntaxError
# python expect: steps
exec('def f(): pass\n' * 70000)  # attack
