# 100,000 statements on one line.
# limits: memory=64MB
# expect: ok
exec('x = 1;' * 50000)  # attack
