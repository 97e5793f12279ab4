# A chain of 50,000 comparisons.
# limits: memory=128MB
# expect: ok|error|crashed
exec('1' + '<1' * 50000)  # attack
