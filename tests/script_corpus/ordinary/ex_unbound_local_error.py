# Ends in an uncaught UnboundLocalError.
print('before')
def f():
    x = 1
    del x
    return x
f()
