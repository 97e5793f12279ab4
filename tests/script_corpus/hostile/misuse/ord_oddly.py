# ord of what is not one character.
# expect: ok
for s in ['', 'ab', 'é', '\0', 'x' * 1000]:
    try:
        ord(s)  # attack
    except TypeError:
        pass
