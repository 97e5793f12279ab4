# exit() inside handlers and generators.
# expect: ok|error
def g():
    try:
        exit(4)
    except:
        pass
    yield 1
for x in g():
    pass
