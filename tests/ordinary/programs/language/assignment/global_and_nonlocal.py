count = 0
def bump():
    global count, fresh
    count += 1
    fresh = "new"
bump(); bump()
print(count, fresh)
def counter():
    n = 0
    def inc(by=1):
        nonlocal n
        n += by
        return n
    def get():
        return n
    return inc, get
inc, get = counter()
inc(); inc(5)
print(get())
inc2, get2 = counter()
print(inc2(), get(), get2())
def outer():
    x = "outer"
    def middle():
        def inner():
            nonlocal x
            x = "changed by inner"
        inner()
    middle()
    return x
print(outer())
def shadow():
    count = "local"
    def deep():
        global count
        count = 99
        return count
    return deep(), count
print(shadow(), count)
def late():
    def show():
        return value
    value = 1
    first = show()
    value = 2
    return first, show()
print(late())
def unbound():
    try:
        print(count)
    except UnboundLocalError as e:
        print(e)
    count = 1
unbound()
def free():
    def show():
        return later
    try:
        show()
    except NameError as e:
        print(e)
    later = 1
    return show()
print(free())
