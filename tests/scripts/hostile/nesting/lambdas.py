# Nests 20,000 lambdas.
# expect: error|crashed
exec('lambda: ' * 20000 + '1')
