# ljust to a width of two billion.
# expect: memory
'1'.ljust(2**31 - 1)  # attack
