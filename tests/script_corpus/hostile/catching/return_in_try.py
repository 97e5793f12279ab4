# Returns out of try bodies, for ever.
# expect: steps
def f():
    try:
        return 1
    except ValueError:
        pass
while True:
    f()  # attack
