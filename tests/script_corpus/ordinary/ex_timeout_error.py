# Ends in a TimeoutError of its own.
print('before')
raise TimeoutError('too slow')
