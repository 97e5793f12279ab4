# dict.__new__ of things that are no classes.
# expect: error|crashed|ok
dict.__new__(5)
