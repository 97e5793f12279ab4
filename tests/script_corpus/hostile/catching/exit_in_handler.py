# exit() inside handlers and generators.
# expect: error
# error: SystemExit
# python expect: ok
def g():
    try:
        exit(4)
    except:
        pass
    yield 1
for x in g():  # attack
    pass
