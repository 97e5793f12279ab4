# Nests 1,000 try statements whose handlers nest as well.
# expect: ok|error|crashed
# python expect: error|ok|steps
src = ''
for i in range(1000):
    src += ' ' * i + 'try:\n'
src += ' ' * 1000 + '1 / 0\n'
for i in range(999, -1, -1):
    src += ' ' * i + 'except ValueError:\n' + ' ' * i + ' pass\n'
exec(src)  # attack
