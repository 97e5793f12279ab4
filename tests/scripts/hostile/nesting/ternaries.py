# Nests 20,000 conditional expressions in parentheses.
<<<<<<< HEAD
# expect: error|crashed
exec('(1 if 1 else ' * 20000 + '1' + ')' * 20000)  # attack
=======
# expect: error
# error: SyntaxError
exec('(1 if 1 else ' * 20000 + '1' + ')' * 20000)
>>>>>>> 386db22 (Nothing per VM in a global; regions at random places; class bodies, names, classes and long blocks no longer crash)
