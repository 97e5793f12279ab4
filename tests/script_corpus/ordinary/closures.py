# Closures, counters, nested functions and late binding as the dialect has it.
def counter():
    state = [0]

    def step(n=1):
        state[0] += n
        return state[0]
    return step


a, b = counter(), counter()
print(a(), a(), a(10), b())


def power(n):
    return lambda x: x ** n


print([f(3) for f in [power(i) for i in range(4)]])


def compose(*fs):
    def run(x):
        for f in reversed(fs):
            x = f(x)
        return x
    return run


print(compose(str, lambda x: x + 1, abs)(-5))


def fact():
    def f(n):
        return 1 if n < 2 else n * f(n - 1)
    return f


print(fact()(10))
