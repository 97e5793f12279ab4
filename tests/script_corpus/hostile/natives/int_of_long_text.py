# int() of a megabyte of digits.
# expect: error
# error: ValueError
int('1' * 1000000)  # attack
