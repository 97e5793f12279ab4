# Prints bytes that are no UTF-8.
# expect: ok
print(b'\xff\xfe\x80\xc3'.decode())
