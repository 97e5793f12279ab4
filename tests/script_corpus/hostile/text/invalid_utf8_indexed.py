# Indexes a text that is not UTF-8.
# expect: error
s = b'\x80\x80\xff'.decode()  # attack
s[0]
