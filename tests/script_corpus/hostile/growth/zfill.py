# zfill to a width of two billion.
# expect: memory
'1'.zfill(2**31 - 1)  # attack
