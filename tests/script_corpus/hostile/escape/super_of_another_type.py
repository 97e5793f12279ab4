# super() whose self has become an object of another type.
# expect: error
class D(dict):
    def f(self):
        self = (1, 2, 3)
        return super().copy()
D().f()  # attack
