# Nests lambdas as bodies that close over each other.
# expect: error|crashed|steps
# python unreached: 6
exec('f = ' + 'lambda a: ' * 5000 + 'a')
while True:
    f = f(1)  # attack
