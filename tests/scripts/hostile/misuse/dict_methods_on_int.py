# dict's methods on an int.
# expect: error|crashed|ok
dict.get(1, 2)
