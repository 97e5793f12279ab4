# Makes a new file beside one of the host's.
# policy: open
# expect: error
f = open('{canary}.new', 'w')  # attack
f.write('here')
f.close()
