# "break" out of try bodies, for ever, in one frame: the handler stack of the frame must not grow for ever.
# limits: steps=5000000 memory=8MB
# expect: steps
def f():
    while True:
        while True:
            try:
                break
            except ValueError:
                pass
f()  # attack
