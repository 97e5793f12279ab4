# int's operators on strs.
# expect: error
# error: TypeError
int.__add__('a', 1)  # attack
int.__mod__('abc', 7)
int.__floordiv__(None, 7)
int.__repr__('text')
