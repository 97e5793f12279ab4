# A source of a million empty lines.
# limits: memory=64MB
# expect: ok|error|memory
exec('\n' * 1000000)
