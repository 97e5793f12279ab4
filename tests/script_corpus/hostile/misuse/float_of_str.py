# float's operators on strs.
# expect: error
# error: TypeError
float.__add__('abcdefgh', 1.0)  # attack
float.__repr__('abcdefgh')
float.__eq__([], 1.0)
