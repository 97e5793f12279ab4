# Nests 50,000 dict displays.
# expect: error|crashed
exec('{1:' * 50000 + '1' + '}' * 50000)
