# Reads a file of the host's.
# policy: open
# expect: error
print(open('{canary}', 'r').read())  # attack
