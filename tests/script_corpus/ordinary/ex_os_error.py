# Ends in an OSError of its own.
print('before')
raise OSError('no disk here')
