# Nests 20,000 subscripts.
# expect: error|crashed
a = [0]
exec('a[' * 20000 + '0' + ']' * 20000)
