# Writes over a file of the host's.
# policy: open
# expect: error
f = open('{canary}', 'w')  # attack
f.write('gone')
f.close()
