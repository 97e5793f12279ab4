# Joins an iterator that steps over the end of its text.
# expect: error|crashed|ok|memory|steps
s = b'ab\xf7'.decode()
''.join(iter(s))
list(s)
