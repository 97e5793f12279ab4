# exec with its own globals, recursively.
# expect: error
# error: RecursionError
g = {}
g['g'] = g
s = 'exec(s, g)'
g['s'] = s
exec(s, g)  # attack
