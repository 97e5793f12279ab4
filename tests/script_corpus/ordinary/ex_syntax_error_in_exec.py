# Ends in a SyntaxError raised by exec.
print('before')
exec('x = = 1')
