# A bare raise in a try body, where nothing is handled yet.
# expect: ok|error|crashed
def f():
    try:
        raise
    except BaseException:
        pass
f()
