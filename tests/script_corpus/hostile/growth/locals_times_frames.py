# 64 locals times 900 frames is more than the value stack has slots.
# expect: error
# error: RecursionError
src = 'def f(n):\n'
for i in range(60):
    src += '    v' + str(i) + ' = n\n'
src += '    return f(n + 1)\n'
exec(src)
f(0)  # attack
