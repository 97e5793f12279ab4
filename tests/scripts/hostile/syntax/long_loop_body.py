# A loop whose body is longer than a 16-bit jump.
# limits: memory=64MB
<<<<<<< HEAD
# expect: ok|error|memory|crashed|steps
exec('for i in range(2):\n' + '    x = i\n' * 40000)  # attack
=======
# expect: error
# error: SyntaxError
exec('for i in range(2):\n' + '    x = i\n' * 40000)
>>>>>>> 386db22 (Nothing per VM in a global; regions at random places; class bodies, names, classes and long blocks no longer crash)
