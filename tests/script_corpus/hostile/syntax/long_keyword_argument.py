# Function, argument and keyword names of 100 kB.
# expect: ok
n = 'a' * 100000
exec('def f' + n + '(x' + n + '=1): return x' + n + '\nf' + n + '(x' + n + '=2)\n')  # attack
