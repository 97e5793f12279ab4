# Ends in an uncaught TypeError.
print('before')
'a' + 1
