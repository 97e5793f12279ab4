# A message with half a surrogate, which strict UTF-8 has not.
# expect: error
# error: ValueError
raise ValueError(chr(0xdc80) + 'abc')  # attack
