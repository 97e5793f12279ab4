# Doubles the source with every level of repr quoting.
# expect: ok|memory|error
s = 'x = 1'
for i in range(14):
    s = 'exec(' + repr(s) + ')'
exec(s)  # attack
