# tuple's methods on an int.
# expect: error|crashed|ok
tuple.__len__(1)
