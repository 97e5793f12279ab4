def make_adders():
    adders = []
    for n in range(3):
        adders.append(lambda x: x + n)
    return adders
print([a(10) for a in make_adders()])
def account(balance):
    def deposit(x):
        nonlocal balance
        balance += x
        return balance
    def show(): return f"balance={balance}"
    return deposit, show
dep, show = account(10)
dep(5); dep(7)
print(show())
def outer(a):
    def middle(b):
        def inner(c): return a, b, c
        return inner
    return middle
print(outer(1)(2)(3))
def changed_after():
    x = 1
    def get(): return x
    x = 2
    a = get()
    x = 3
    return a, get()
print(changed_after())
def param_cell(x):
    def set_(v):
        nonlocal x
        x = v
    set_(x * 2)
    return x
print(param_cell(21))
def loop_share():
    fs = []
    for i in range(2):
        j = i * 10
        fs.append(lambda: (i, j))
    return [f() for f in fs]
print(loop_share())
def recursive():
    def fact(n): return 1 if n < 2 else n * fact(n - 1)
    return fact
print(recursive()(10))
def memo(f):
    cache = {}
    def wrapped(*a):
        if a not in cache:
            cache[a] = f(*a)
        return cache[a]
    wrapped.cache = cache
    return wrapped
@memo
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(60), len(fib.cache))
f = outer(5)
print(f.__closure__[0].cell_contents, f.__code__.co_freevars, outer.__closure__)
