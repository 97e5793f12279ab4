# A message that is not UTF-8.
# expect: error
# error: ValueError
raise ValueError(b'\xff\xfe\x80abc'.decode())
