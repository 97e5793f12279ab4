def check(f):
    def wrapper(*args):
        if not args:
            raise TypeError("no arguments given")
        return f(*args)
    return wrapper

@check
def show(*args):
    print(*args)

show(1, 2)
show()
