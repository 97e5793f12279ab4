# super() takes the first local for self, whatever it is by then.
# expect: error
class E(Exception):
    def f(self):
        self = 140000000000000
        super().__init__('written')
E().f()  # attack
