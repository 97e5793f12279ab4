# Nests class statements, which the dialect forbids, 1,000 deep.
# expect: error|crashed
exec('\n'.join([' ' * i + 'class A:' for i in range(1000)]) + '\n' + ' ' * 1000 + 'pass\n')  # attack
