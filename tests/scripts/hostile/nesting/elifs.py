# A chain of 20,000 elifs, compiled by recursion.
<<<<<<< HEAD
# expect: ok|error|crashed|steps
exec('if 0: pass\n' + 'elif 0: pass\n' * 20000 + 'else: pass\n')  # attack
=======
# expect: error
# error: SyntaxError
exec('if 0: pass\n' + 'elif 0: pass\n' * 20000 + 'else: pass\n')
>>>>>>> 386db22 (Nothing per VM in a global; regions at random places; class bodies, names, classes and long blocks no longer crash)
