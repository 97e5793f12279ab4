# A module with 40,000 blocks.
# limits: memory=64MB
# expect: ok
# python expect: steps
exec('for i in []: pass\n' * 40000)  # attack
