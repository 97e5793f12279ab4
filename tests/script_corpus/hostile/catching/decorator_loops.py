# A decorator that loops.
# expect: steps
def d(f):
    while True:
        try:
            while True:
                pass
        except:
            pass
@d  # attack
def f():
    pass
f()
