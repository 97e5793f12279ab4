# Iterates a text that is not UTF-8; it cannot be made.
# expect: error
for c in b'\xff\xfe\xfd'.decode():  # attack
    pass
