# object made by dict.__new__(str).
# expect: error
# error: TypeError
a = dict.__new__(str)  # attack
print(a)
