# A chain of 50,000 comparisons.
# limits: memory=128MB
<<<<<<< HEAD
# expect: ok|error|crashed
exec('1' + '<1' * 50000)  # attack
=======
# expect: error
# error: SyntaxError
exec('1' + '<1' * 50000)
>>>>>>> 386db22 (Nothing per VM in a global; regions at random places; class bodies, names, classes and long blocks no longer crash)
