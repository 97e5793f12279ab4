# Prints half surrogates, which strict UTF-8 has not.
# expect: ok
print(chr(0xd800) + chr(0xdfff) + chr(0xdc80))  # attack
