# list.__len__ of an int.
# expect: error|crashed|ok
list.__len__(12345678)
