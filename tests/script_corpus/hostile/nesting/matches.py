# Nests 1,000 match statements.
# expect: ok|error|crashed
# python expect: error|ok|steps
src = ''
for i in range(1000):
    src += ' ' * (2 * i) + 'match 1:\n' + ' ' * (2 * i + 1) + 'case 1:\n'
src += ' ' * 2000 + 'pass\n'
exec(src)  # attack
