# Compiles one source of many megabytes.
# expect: memory
# python expect: steps
s = 'x = 1\n' * 300000
exec(s)  # attack
