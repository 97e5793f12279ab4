# A source of 100,000 line continuations.
# expect: ok
exec('x = ' + '\\\n' * 100000 + '1')  # attack
