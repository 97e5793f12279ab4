# object made by dict.__new__(str).
# expect: error|crashed|ok
a = dict.__new__(str)
print(a)
