# Iterates a text that is not UTF-8: the library aborts.
# expect: error|crashed|ok
for c in b'\xff\xfe\xfd'.decode():
    pass
