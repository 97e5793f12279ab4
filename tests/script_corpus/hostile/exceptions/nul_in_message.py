# A message with NULs and control characters.
# expect: error
# error: ValueError
raise ValueError('a\0b\x1b[31mc\x07\r\nd')  # attack
