# An exception class whose __new__ gives a list: what native code raises is read as an exception.
# expect: ok
# stdout: TypeError exceptions must derive from BaseException
# stdout: ValueError [1, 2]
# python expect: error
# python error: TypeError
# python stdout: (nothing)
# python unreached: 16
made = [1, 2]
IndexError.__new__ = lambda cls, *args: made
IndexError.__init__ = lambda self, *args: None
try:
    try:
        raise ValueError('first')
    except ValueError:
        [][0]  # attack
except TypeError as e:
    print('TypeError', e)
try:
    raise ValueError(made)
except ValueError as e:
    print('ValueError', e)
