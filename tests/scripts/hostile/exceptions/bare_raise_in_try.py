# A bare raise in a try body, where nothing is handled yet.
# expect: error
# error: SyntaxError
def f():
    try:
        raise
    except BaseException:
        pass
f()
