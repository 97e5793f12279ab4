# A comment of ten megabytes.
# limits: memory=64MB
# expect: ok
# python expect: steps
exec('#' + 'a' * 10000000)  # attack
