# Decorators with and without arguments, on functions and classes.
def logged(f):
    def w(*args):
        print('call', f.__name__, args)
        r = f(*args)
        print('return', r)
        return r
    return w


class times:
    def __init__(self, n):
        self.n = n

    def __call__(self, f):
        n = self.n

        def w(*args):
            return [f(*args) for _ in range(n)]
        return w


@logged
def add(a, b):
    return a + b


@times(3)
@logged
def hello(name):
    return 'hi ' + name


def with_greeting(cls):
    cls.greet = lambda self: 'hello from ' + type(self).__name__
    return cls


@with_greeting
class A:
    @staticmethod
    def s(x):
        return x * 2

    @classmethod
    def make(cls):
        return cls()

    @property
    def answer(self):
        return 42


add(1, 2)
print(hello('you'))
a = A.make()
print(a.greet(), A.s(4), a.s('ab'), a.answer)
