# Nests 2,000 ifs, one space deeper each.
# expect: ok|error|crashed
# python expect: error|ok|steps
exec('\n'.join([' ' * i + 'if 1:' for i in range(2000)]) + '\n' + ' ' * 2000 + 'pass\n')  # attack
