# Joins an iterator that steps over the end of its text.
# expect: error
s = b'ab\xf7'.decode()  # attack
''.join(iter(s))
list(s)
