# Ends in an uncaught NameError.
print('before')
undefined_name
