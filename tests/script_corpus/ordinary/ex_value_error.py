# Ends in an uncaught ValueError.
print('before')
int('forty-two')
