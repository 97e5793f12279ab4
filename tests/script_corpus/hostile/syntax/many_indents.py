# Indents by one more space on each line, down at once at the end, and to a level that never was.
# expect: error
# error: SyntaxError
# python expect: steps
src = ''
for i in range(900):
    src += ' ' * (i * 2) + 'if 1:\n'
src += ' ' * 1800 + 'pass\n' + ' ' * 5 + 'x = 1\n'
exec(src)  # attack
