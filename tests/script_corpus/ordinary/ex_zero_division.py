# Ends in an uncaught ZeroDivisionError.
print('before')
def f(x):
    return 10 // x
print(f(5))
f(0)
