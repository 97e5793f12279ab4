# The list iterator's __next__ on an int.
# expect: error
# error: TypeError
type(iter([1])).__next__(99999999)  # attack
