# A chain of 20,000 elifs, compiled by recursion.
# expect: error
# error: SyntaxError
# python expect: memory
exec('if 0: pass\n' + 'elif 0: pass\n' * 20000 + 'else: pass\n')  # attack
