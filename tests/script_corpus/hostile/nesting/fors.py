# Nests 300 for loops over two items each: 2 to the 300 turns.
# expect: steps
# python expect: error
# python error: IndentationError
exec('\n'.join([' ' * i + 'for x in (1, 2):' for i in range(300)]) + '\n' + ' ' * 300 + 'pass\n')  # attack
