# Splits a megabyte at every character.
# expect: memory|ok
a = ('a,' * 500000).split(',')  # attack
