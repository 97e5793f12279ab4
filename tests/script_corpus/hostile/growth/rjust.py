# rjust to a width of two billion.
# expect: memory
'1'.rjust(2**31 - 1, '0')  # attack
