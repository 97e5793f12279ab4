# Puts things in the way of the next run: a main-module name per builtin.
# expect: ok
g = globals()
for name in ['print', 'len', 'range', 'str', 'int', 'list', '__import__', 'Exception']:
    g[name] = 5  # attack
