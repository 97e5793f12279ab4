# An exception made by __new__ alone.
# expect: error
e = ValueError.__new__(ValueError)
raise e  # attack
