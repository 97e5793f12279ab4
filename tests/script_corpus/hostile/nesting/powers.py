# A right-associative chain of 100,000 powers.
# limits: memory=128MB
# expect: ok|error|crashed
exec('1' + '**1' * 100000)  # attack
