# float() of a megabyte of digits.
# expect: ok|error
float('1' * 1000000)  # attack
