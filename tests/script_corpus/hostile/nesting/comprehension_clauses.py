# Puts a comprehension into the iterable of a comprehension, 2,000 times.
# expect: ok|error|crashed
exec('x = ' + '[i for i in ' * 2000 + '[1]' + ']' * 2000)  # attack
