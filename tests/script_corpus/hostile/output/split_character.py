# Prints a character of four bytes in two parts, as UTF-16 would have them.
# expect: ok
for half in [0xd83d, 0xde00]:
    print(chr(half), end='')  # attack
