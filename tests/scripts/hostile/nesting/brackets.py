# Nests 100,000 list displays.
# expect: error|crashed
exec('[' * 100000 + ']' * 100000)
