# A module with 70,000 names: their number does not fit 16 bits.
# limits: memory=96MB wall_time=20 steps=3000000
# expect: error
# error: SyntaxError
exec(''.join(['n' + str(i) + ' = 1\n' for i in range(70000)]))  # attack
