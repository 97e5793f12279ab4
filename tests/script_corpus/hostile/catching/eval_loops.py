# eval that loops inside a handler.
# expect: steps
def f():
    while True:
        try:
            while True:
                pass
        except:
            pass
while True:
    try:
        eval('f()')  # attack
    except:
        pass
