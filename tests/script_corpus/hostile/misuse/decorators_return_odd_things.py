# Class decorators that return what is no class.
# expect: ok
for r in [None, 5, 'a', lambda: 1]:
    def d(cls):
        return r
    @d  # attack
    class A:
        x = 1
        def f(self):
            return super().f()
