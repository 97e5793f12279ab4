# Nested functions that each define and call the next: every closure copies all outer names.
# expect: ok|error|crashed|memory|steps
src = ''
for i in range(200):
    src += ' ' * i + 'def f' + str(i) + '():\n'
    src += ' ' * (i + 1) + 'v' + str(i) + ' = [' + str(i) + '] * 1000\n'
src += ' ' * 200 + 'pass\n'
for i in range(199, -1, -1):
    src += ' ' * i + 'f' + str(i) + '()\n'
exec(src)  # attack
