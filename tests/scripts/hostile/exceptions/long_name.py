# An exception class with a name of 100 kB.
# expect: error|output|memory
exec('class ' + 'E' * 100000 + '(Exception): pass\nraise ' + 'E' * 100000 + '("x")')
