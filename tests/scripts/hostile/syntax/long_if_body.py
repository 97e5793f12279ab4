# An if whose body is longer than a 16-bit jump.
# limits: memory=64MB
<<<<<<< HEAD
# expect: ok|error|memory|crashed|steps
exec('if x == 0:\n' + '    x = 1\n' * 40000, {'x': 1})  # attack
=======
# expect: error
# error: SyntaxError
exec('if x == 0:\n' + '    x = 1\n' * 40000, {'x': 1})
>>>>>>> 386db22 (Nothing per VM in a global; regions at random places; class bodies, names, classes and long blocks no longer crash)
