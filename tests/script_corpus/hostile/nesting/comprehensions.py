# Nests 3,000 list comprehensions.
# expect: ok|error|crashed
exec('[' * 3000 + '0' + ' for x in (1,)]' * 3000)  # attack
