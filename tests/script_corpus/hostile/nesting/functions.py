# Nests 500 function definitions.
# expect: ok|error|crashed
exec('\n'.join([' ' * i + 'def f():' for i in range(500)]) + '\n' + ' ' * 500 + 'pass\nf()\n')  # attack
