# Nests 1,000 loops.
# expect: steps|error|crashed
exec('\n'.join([' ' * i + 'while True:' for i in range(1000)]) + '\n' + ' ' * 1000 + 'pass\n')  # attack
