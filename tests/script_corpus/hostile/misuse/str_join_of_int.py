# str.join with an int as separator.
# expect: error
# error: TypeError
str.join(1, ['a', 'b'])  # attack
