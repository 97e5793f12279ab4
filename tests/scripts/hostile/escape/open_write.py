# Writes over a file of the host's.
# policy: open
# expect: error
f = open('{canary}', 'w')
f.write('gone')
f.close()
