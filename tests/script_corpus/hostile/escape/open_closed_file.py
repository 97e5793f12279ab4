# Uses files after they were closed, or that never opened.
# policy: open
# expect: error
# error: OSError
# python error: TypeError
# python unreached: 12
for T in [open]:
    try:
        f = T.__new__(T, '/nowhere/at/all', 'r')  # attack
    except OSError:
        pass
f = open.__new__(open, 'x')  # attack
f.read()
