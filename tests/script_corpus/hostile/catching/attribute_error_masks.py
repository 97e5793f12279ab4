# hasattr that turns whatever stops it into AttributeError.
# expect: steps
class A:
    @property
    def x(self):
        try:
            while True:
                pass
        except:
            pass
        raise AttributeError('x')
a = A()
while True:
    hasattr(a, 'x')  # attack
    getattr(a, 'x', None)
