# Ends in an uncaught AttributeError.
print('before')
class A:
    pass
A().nothing
