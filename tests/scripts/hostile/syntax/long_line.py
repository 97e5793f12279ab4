# A line of a megabyte.
# limits: memory=64MB
# expect: ok|error|crashed|memory
exec('x = "' + 'a' * 1000000 + '"')
