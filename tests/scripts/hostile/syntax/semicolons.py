# 100,000 statements on one line.
# limits: memory=64MB
# expect: ok|error|memory|steps
exec('x = 1;' * 50000)
