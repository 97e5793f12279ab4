# Ends in an uncaught RuntimeError.
print('before')
raise RuntimeError('stopped on purpose')
