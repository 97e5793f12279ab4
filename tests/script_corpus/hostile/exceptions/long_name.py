# An exception class with a name of 100 kB.
# expect: error
exec('class ' + 'E' * 100000 + '(Exception): pass\nraise ' + 'E' * 100000 + '("x")')  # attack
